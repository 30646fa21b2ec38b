// Which boundary lines are drawn dashed: disputed.json says which, and why.
//
// World Atlas has one line between two neighbours and does not say how settled it is.

import { readFileSync } from "node:fs";

const listed = JSON.parse(readFileSync(new URL("disputed.json", import.meta.url), "utf8"));
const units = new Set(Object.keys(listed.units));
const lines = new Map(listed.lines.map((line) => [[...line.between].sort().join(" "), line]));

/**
 * How settled the line between two units of World Atlas is: "settled", "disputed", or the box within which it
 * is disputed.
 */
export function standingOf(a, b) {
  if (units.has(a.properties.name) || units.has(b.properties.name)) return "disputed";
  const line = lines.get([a.id, b.id].sort().join(" "));
  return line ? line.within ?? "disputed" : "settled";
}

/** The pieces of lines within a box, and those outside it; a piece is of two points or more. */
export function parted(lines, [west, south, east, north]) {
  const isWithin = ([ax, ay], [bx, by]) => {
    const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
    return x >= west && x <= east && y >= south && y <= north;
  };
  const parts = { within: [], outside: [] };
  for (const points of lines) {
    let last = null;
    for (let index = 1; index < points.length; index += 1) {
      const side = isWithin(points[index - 1], points[index]) ? "within" : "outside";
      if (side !== last) parts[side].push([points[index - 1]]);
      parts[side].at(-1).push(points[index]);
      last = side;
    }
  }
  return parts;
}
