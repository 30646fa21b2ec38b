// The base map as it comes with the program: lines that are not settled are dashed, others are not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
// What MapLibre reads tiles with.
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { ofRepository } from "./serve.mjs";
import { parted } from "../tools/disputed.mjs";

const ZOOM = 5;
/** Farther than this from every line is no line that was meant, degrees. */
const NEAR = 0.35;

/** Points on or close to lines, east and north. @type {[string, number, number][]} */
const DISPUTED = [
  ["Armenia – Azerbaijan", 45.95, 40.2], ["Azerbaijan – Georgia at David Gareja", 45.4, 41.45], ["Georgia – Russia", 43.0, 43.2],
  ["the berm in Western Sahara", -13.16, 24.22], ["Western Sahara – Mauritania", -8.67, 26.6],
  ["line of control in Kashmir", 74.0, 34.0], ["China – India", 78.9, 33.6], ["Siachen", 77.1, 35.3],
  ["Cyprus", 33.3, 35.1], ["Kosovo – Serbia", 21.3, 42.9], ["Ukraine – Russia near Kharkiv", 37.0, 50.35], ["Ukraine – Crimea", 33.6, 46.15],
  ["Golan", 35.8, 33.0], ["Gaza", 34.5, 31.5], ["the Koreas", 127.1, 38.3], ["Sudan – South Sudan", 28.0, 9.35], ["Halaib", 35.0, 22.0],
  ["Thailand – Cambodia", 103.5, 14.35], ["India – Nepal at Kalapani", 80.8, 30.2], ["Lebanon – Syria at Shebaa", 35.82, 33.35],
];
/** @type {[string, number, number][]} */
const SETTLED = [
  ["France – Spain", 0.7, 42.7], ["Angola – Namibia", 17.0, -17.4], ["Azerbaijan – Georgia elsewhere", 46.4, 41.6], ["India – Nepal elsewhere", 83.0, 27.45],
  ["Colombia – Brazil", -69.8, 1.0], ["Bosnia – Croatia", 16.5, 44.1], ["Argentina – Chile elsewhere", -70.0, -33.0], ["Lebanon – Syria elsewhere", 36.5, 34.2],
];

/** @param {string} name @returns {{places: Record<string, [number, number]>, bytes: Buffer}} */
function pack(name) {
  const bytes = readFileSync(ofRepository(`web/base/${name}.tiles`));
  const length = bytes.readUInt32LE(0);
  return { places: JSON.parse(bytes.subarray(4, 4 + length).toString()), bytes: bytes.subarray(4 + length) };
}

/** The lines around a point as pairs of ends. @param {number} lon @param {number} lat */
function segmentsAround(lon, lat) {
  const size = 2 ** ZOOM;
  const [x, y] = [((lon + 180) / 360) * size, ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * size].map(Math.floor);
  const { places, bytes } = pack(`2-${x >> 3}-${y >> 3}`);
  const place = places[`${ZOOM}/${x}/${y}`];
  if (!place) return [];
  const layer = new VectorTile(new PbfReader(bytes.subarray(place[0], place[0] + place[1]))).layers.boundaries;
  const all = [];
  for (let index = 0; index < (layer?.length ?? 0); index += 1) {
    const { geometry, properties } = layer.feature(index).toGeoJSON(x, y, ZOOM);
    const lines = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
    for (const points of lines) points.slice(1).forEach((to, at) => all.push({ from: points[at], to, disputed: properties.disputed }));
  }
  return all;
}

/** @param {[number, number]} point @param {number[]} from @param {number[]} to */
function distance([x, y], [ax, ay], [bx, by]) {
  const squeeze = Math.cos((y * Math.PI) / 180);
  const [dx, dy, px, py] = [(bx - ax) * squeeze, by - ay, (x - ax) * squeeze, y - ay];
  const share = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - share * dx, py - share * dy);
}

for (const [wanted, places] of /** @type {const} */ ([[true, DISPUTED], [false, SETTLED]])) {
  test(wanted ? "lines that are not settled are dashed" : "other lines are not", async (t) => {
    for (const [name, lon, lat] of places) {
      await t.test(name, () => {
        const near = segmentsAround(lon, lat).map((one) => ({ ...one, far: distance([lon, lat], one.from, one.to) })).sort((a, b) => a.far - b.far);
        assert.ok(near[0] && near[0].far < NEAR, `no line within ${NEAR}° of ${lon}, ${lat}: ${near[0]?.far}`);
        assert.equal(near[0].disputed, wanted);
      });
    }
  });
}

test("a line is parted where it enters the box of what is disputed, and no piece is lost", () => {
  const { within, outside } = parted([[[0, 0], [1, 0], [2, 0], [3, 0], [4, 0]]], [1, -1, 3, 1]);
  assert.deepEqual(within, [[[1, 0], [2, 0], [3, 0]]]);
  assert.deepEqual(outside, [[[0, 0], [1, 0]], [[3, 0], [4, 0]]]);
});

test("each line of the list says between whom, and why", () => {
  const listed = JSON.parse(readFileSync(ofRepository("web/tools/disputed.json"), "utf8"));
  assert.ok(listed.source && listed.about);
  for (const line of listed.lines) {
    assert.match(line.between.join(" "), /^\d{3} \d{3}$/);
    assert.ok(line.names && line.why, JSON.stringify(line));
  }
});
