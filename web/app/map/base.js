// The base map: land, water, boundaries and names, from the program itself.
//
// The style names no glyphs, so that MapLibre draws letters with the system's fonts and asks nobody.

import { LAST_ZOOM } from "./tiles.js";

/** @returns {boolean} */
export function isDark() {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** @param {boolean} dark */
function colours(dark) {
  return dark
    ? { sea: "#1b2732", land: "#22282d", border: "#77828c", water: "#1b2732", river: "#2b3f51", name: "#aeb7bf", town: "#c6ced5", halo: "#181d21", own: "#d7c48a" }
    : { sea: "#dbe6ee", land: "#f7f6f2", border: "#8c949b", water: "#dbe6ee", river: "#b9cede", name: "#59636d", town: "#39424a", halo: "#f7f6f2", own: "#6d5a2c" };
}

/**
 * @param {{boundaries: boolean}} own whether the server has boundaries of the user's own
 * @returns {any} a MapLibre style
 */
export function baseStyle(own) {
  const c = colours(isDark());
  return {
    version: 8,
    sources: {
      base: { type: "vector", tiles: ["base://{z}/{x}/{y}"], minzoom: 0, maxzoom: LAST_ZOOM },
      ...(own.boundaries ? { own: { type: "geojson", data: `${location.origin}/boundaries.geojson` } } : {}),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      { id: "land", type: "fill", ...of("land"), paint: { "fill-color": c.land, "fill-antialias": false } },
      { id: "lakes", type: "fill", ...of("water"), filter: ["==", ["get", "kind"], "lake"], paint: { "fill-color": c.water } },
      { id: "rivers", type: "line", ...of("water"), filter: ["==", ["get", "kind"], "river"], paint: { "line-color": c.river, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.5, 8, 1.5], "line-opacity": ["interpolate", ["linear"], ["zoom"], 8, 1, 10, 0.4] } },
      ...[false, true].map((disputed) => line(disputed, c.border, own.boundaries ? 0.4 : 1)),
      ...(own.boundaries ? [false, true].map((disputed) => ownLine(disputed, c.own)) : []),
      ...names(c),
    ],
  };
}

/** @param {string} layer of the base map's tiles */
function of(layer) {
  return { source: "base", "source-layer": layer };
}

/** @param {boolean} disputed @param {string} colour @param {number} opacity faint beside a user's own boundaries */
function line(disputed, colour, opacity) {
  return {
    id: disputed ? "lines-disputed" : "lines", type: "line", ...of("boundaries"), filter: ["==", ["get", "disputed"], disputed],
    paint: { "line-color": colour, "line-opacity": opacity, "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.6, 8, 1.4],
      ...(disputed ? { "line-dasharray": [3, 2.5] } : {}) },
  };
}

/** A user's own boundaries; features that say they are disputed are dashed like those of the base map. */
/** @param {boolean} disputed @param {string} colour */
function ownLine(disputed, colour) {
  const isDisputed = ["in", ["downcase", ["to-string", ["get", "disputed"]]], ["literal", ["true", "1", "yes"]]];
  return {
    id: disputed ? "own-disputed" : "own-lines", type: "line", source: "own", filter: disputed ? isDisputed : ["!", isDisputed],
    paint: { "line-color": colour, "line-width": 1.6, ...(disputed ? { "line-dasharray": [3, 2.5] } : {}) },
  };
}

/** @param {ReturnType<typeof colours>} c */
function names(c) {
  const font = ["system-ui", "sans-serif"];
  const halo = { "text-halo-color": c.halo, "text-halo-width": 1.4 };
  const rank = (/** @type {any[]} */ ...steps) => ["<=", ["get", "rank"], ["step", ["zoom"], ...steps]];
  return [
    { id: "places", type: "symbol", ...of("places"), minzoom: 4, filter: rank(0, 5, 1, 6, 3, 7, 4, 8, 5),
      layout: { "text-field": ["get", "name"], "text-font": font, "text-size": ["step", ["get", "rank"], 13, 2, 12.5, 4, 11.5], "text-padding": 6, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.4, "symbol-sort-key": ["get", "rank"] },
      paint: { "text-color": c.town, ...halo } },
    { id: "countries", type: "symbol", ...of("countries"), minzoom: 1.5, maxzoom: 7, filter: rank(1, 3, 2, 4, 3, 5, 4),
      layout: { "text-field": ["get", "name"], "text-font": font, "text-size": ["interpolate", ["linear"], ["zoom"], 2, 11, 6, 15], "text-letter-spacing": 0.08, "text-max-width": 7, "text-padding": 4 },
      paint: { "text-color": c.name, ...halo } },
  ];
}
