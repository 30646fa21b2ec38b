// Boundaries: those of the base map that are not settled are dashed; a user's own are drawn over them, in the
// browser as it is; and the map stands on paper.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setting } from "./setting.mjs";

/** As web/app/map/base.js has it, in light. */
const OWN = [0x6d, 0x5a, 0x2c];

/** @param {number} lat @param {object} properties */
function line(lat, properties) {
  return { type: "Feature", properties, geometry: { type: "LineString", coordinates: [[44, lat], [48, lat]] } };
}

const { onAPage } = setting({
  prepare: (_, folder) => {
    const file = join(folder, "own.geojson");
    writeFileSync(file, JSON.stringify({ type: "FeatureCollection", features: [line(40.4, { name: "as agreed" }), line(39.8, { disputed: "yes" })] }));
    return ["--boundaries", file];
  },
});

/**
 * The map as it is printed: how many pixels have a colour, in the upper and in the lower half.
 * @param {import("playwright-core").Page} page @param {number[]} colour
 */
function onPaper(page, colour) {
  return page.evaluate((colour) => {
    dispatchEvent(new Event("beforeprint"));
    const still = /** @type {HTMLCanvasElement} */ (document.querySelector("canvas.still"));
    const { data, width, height } = /** @type {CanvasRenderingContext2D} */ (still.getContext("2d")).getImageData(0, 0, still.width, still.height);
    const halves = [0, 0];
    const all = new Set();
    for (let at = 0; at < data.length; at += 4) {
      const isLike = colour.every((value, part) => Math.abs(value - (data[at + part] ?? 0)) < 24);
      if (isLike) halves[Math.floor(at / 4 / width) < height / 2 ? 0 : 1] += 1;
      all.add((data[at] ?? 0) * 65536 + (data[at + 1] ?? 0) * 256 + (data[at + 2] ?? 0));
    }
    dispatchEvent(new Event("afterprint"));
    return { halves, colours: all.size, left: document.querySelectorAll("canvas.still").length };
  }, colour);
}

test("a user’s own boundaries are drawn, dashed where they say so, and stand on paper", () => onAPage(async (page) => {
  await page.goto("/map?bbox=45.5,39.6,46.5,40.6");
  await page.locator(".map[data-things]").waitFor();
  await page.waitForTimeout(1500);
  const { halves: [agreed = 0, disputed = 0], colours, left } = await onPaper(page, OWN);
  assert.ok(colours > 10, "something is drawn on paper");
  assert.equal(left, 0, "and taken away afterwards");
  assert.ok(agreed > 300, `the agreed line: ${agreed} pixels`);
  assert.ok(disputed > 100 && disputed < agreed * 0.8, `the disputed line is dashed: ${disputed} pixels beside ${agreed}`);
  await page.getByText(/imply no endorsement/).waitFor();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByText(/imply no endorsement/).isVisible(), "the disclaimer stands on paper too");
}));
