// Values as people read them, where claims stand in a text, the filter in the address.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as words from "../app/lib/words.js";
import { pieces } from "../app/lib/spans.js";
import { at, filterOf, isPeriod } from "../app/lib/filter.js";
import { circle } from "../app/map/circles.js";
import { net, planeAround, round, scaleBar } from "../app/lib/plane.js";

test("counts are ranges, and unknown is a value", () => {
  assert.equal(words.range([3, 3]), "3");
  assert.equal(words.range([1, 3]), "1–3");
  assert.equal(words.range([1000, null]), "1,000 or more");
  assert.equal(words.range(null), "not stated");
  assert.equal(words.range([0, 0]), "0");
});

test("dates are as exact as they are known", () => {
  assert.equal(words.date({ from: "2021-06-04", to: "2021-06-04" }), "4 June 2021");
  assert.equal(words.date({ from: "2021-06-01", to: "2021-06-30" }), "June 2021");
  assert.equal(words.date({ from: "2020-02-01", to: "2020-02-29" }), "February 2020");
  assert.equal(words.date({ from: "2021-01-01", to: "2021-12-31" }), "2021");
  assert.equal(words.date({ from: "2021-06-03", to: "2021-06-05" }), "3–5 June 2021");
  assert.equal(words.date({ from: null, to: "2021-06-05" }), "until 5 June 2021");
  assert.equal(words.date({ from: null, to: null }), "not stated");
  assert.equal(words.shortDate({ from: "2021-06-03", to: "2021-06-05" }), "2021-06-03/05");
});

test("values of any shape have words", () => {
  assert.equal(words.value([1, null]), "1 or more");
  assert.equal(words.value({ settlement: "Susuzlug", district: "Kalbajar", country: null }), "Susuzlug, Kalbajar");
  assert.equal(words.value({ from: "2021-06-01", to: "2021-06-30" }), "June 2021");
  assert.equal(words.value("antivehicle_mine", () => "antivehicle mine"), "antivehicle mine");
  assert.equal(words.value([]), "not stated");
});

test("claims are found in a text of several scripts by bytes, and overlap", () => {
  const text = "«Мина» 💥 убила two men.";
  const bytes = (/** @type {string} */ part) => Buffer.byteLength(part);
  const start = bytes("«Мина» 💥 ");
  const claims = [
    { id: "a", spans: [{ start, end: start + bytes("убила two") }] },
    { id: "b", spans: [{ start: start + bytes("убила "), end: start + bytes("убила two men") }] },
  ];
  const found = pieces(text, claims);
  assert.equal(found.map((piece) => piece.text).join(""), text);
  assert.deepEqual(found.map((piece) => [piece.text, piece.claims, piece.begins]), [
    ["«Мина» 💥 ", [], []],
    ["убила ", ["a"], ["a"]],
    ["two", ["b", "a"], ["b"]],
    [" men", ["b"], []],
    [".", [], []],
  ]);
});

test("the filter lives in the address and nowhere else", () => {
  const filter = filterOf(new URLSearchParams("from=2021&place=K%C9%99lb%C9%99c%C9%99r&limit=5&bbox=1,2,3,4&text= "));
  assert.deepEqual(filter, { from: "2021", place: "Kəlbəcər", bbox: "1,2,3,4" });
  assert.equal(at("/incidents", filter, { sort: "-date", offset: null }), "/incidents?from=2021&place=K%C9%99lb%C9%99c%C9%99r&bbox=1,2,3,4&sort=-date");
  assert.deepEqual(["2021", "2021-06", "2021-06-04", "2021-13", "2021-02-30", "June"].map(isPeriod), [true, true, true, false, false, false]);
});

test("a position error is a circle of so many metres on the ground", () => {
  const ring = circle(46, 40, 2000).coordinates[0] ?? [];
  const metres = ring.map(([lon = 0, lat = 0]) => {
    const [a, b, c] = [(40 * Math.PI) / 180, (lat * Math.PI) / 180, ((lon - 46) * Math.PI) / 180];
    return 6371008.8 * Math.acos(Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(c));
  });
  assert.ok(metres.every((one) => Math.abs(one - 2000) < 1), String(metres));
});

test("a picture of the ground keeps its shape, and its scale bar is as long as it says", () => {
  const plane = planeAround([[46, 40], [47, 40.5]], { width: 760, least: 100, most: 900, margin: 40 });
  assert.ok([46, 47].every((lon) => plane.x(lon) >= 40 - 1e-6 && plane.x(lon) <= 720 + 1e-6));
  assert.ok([40, 40.5].every((lat) => plane.y(lat) >= 40 - 1e-6 && plane.y(lat) <= plane.height - 40 + 1e-6));
  assert.ok(plane.y(40.5) < plane.y(40), "north is up");
  const east = (plane.x(47) - plane.x(46)) * plane.metres;
  assert.ok(Math.abs(east - 111_195 * Math.cos((40.25 * Math.PI) / 180)) < 1, String(east));
  const north = (plane.y(40) - plane.y(40.5)) * plane.metres;
  assert.ok(Math.abs(north - 111_195 / 2) < 1, String(north));
  const { metres, length } = scaleBar(plane, 140);
  assert.ok(length <= 140 && Math.abs(length * plane.metres - metres) < 1e-6);
  assert.deepEqual([0.7, 1, 4.9, 5, 19, 23_000].map(round), [0.5, 1, 2, 5, 10, 20_000]);
  assert.deepEqual(net(46.03, 46.31, 5), [46.05, 46.1, 46.15, 46.2, 46.25, 46.3]);
});
