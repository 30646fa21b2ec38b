// The base map: land, water, boundaries and names, from the program itself.
//
// The style names no glyphs, so that MapLibre draws letters with the system's fonts and asks nobody.

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
  /** @param {string} name */
  const source = (name) => ({ type: "geojson", data: `${location.origin}/base/${name}.geojson`, tolerance: 0.4 });
  return {
    version: 8,
    sources: {
      "land-coarse": source("land-50m"), "land-fine": source("land-10m"),
      "lines-coarse": source("boundaries-50m"), "lines-fine": source("boundaries-10m"),
      water: source("water"), countries: source("countries"), cities: source("cities"), towns: source("towns"),
      ...(own.boundaries ? { own: { type: "geojson", data: `${location.origin}/boundaries.geojson` } } : {}),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      { id: "land-coarse", type: "fill", source: "land-coarse", maxzoom: 5, paint: { "fill-color": c.land } },
      { id: "land-fine", type: "fill", source: "land-fine", minzoom: 5, paint: { "fill-color": c.land } },
      { id: "lakes", type: "fill", source: "water", filter: ["==", ["get", "kind"], "lake"], paint: { "fill-color": c.water } },
      { id: "rivers", type: "line", source: "water", filter: ["==", ["get", "kind"], "river"], paint: { "line-color": c.river, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.5, 8, 1.5], "line-opacity": ["interpolate", ["linear"], ["zoom"], 8, 1, 10, 0.4] } },
      ...lines("coarse", c.border, own.boundaries), ...lines("fine", c.border, own.boundaries),
      ...(own.boundaries ? [{ id: "own-lines", type: "line", source: "own", paint: { "line-color": c.own, "line-width": 1.3 } }] : []),
      ...names(c),
    ],
  };
}

/** @param {string} scale @param {string} colour @param {boolean} faint a user's own boundaries go before these */
function lines(scale, colour, faint) {
  const zooms = scale === "coarse" ? { maxzoom: 5 } : { minzoom: 5 };
  const opacity = faint ? 0.4 : 1;
  return [false, true].map((disputed) => ({
    id: `lines-${scale}-${disputed ? "disputed" : "settled"}`, type: "line", source: `lines-${scale}`, ...zooms,
    filter: ["==", ["get", "disputed"], disputed],
    paint: { "line-color": colour, "line-opacity": opacity, "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.6, 8, 1.4],
      ...(disputed ? { "line-dasharray": [3, 2.5] } : {}) },
  }));
}

/** @param {ReturnType<typeof colours>} c */
function names(c) {
  const font = ["system-ui", "sans-serif"];
  const halo = { "text-halo-color": c.halo, "text-halo-width": 1.4 };
  /** @param {string} id @param {string} source @param {number} minzoom @param {any} filter @param {number} size */
  const places = (id, source, minzoom, filter, size) => ({
    id, type: "symbol", source, minzoom, filter,
    layout: { "text-field": ["get", "name"], "text-font": font, "text-size": size, "text-padding": 6, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.5, "symbol-sort-key": ["get", "rank"], "icon-allow-overlap": true },
    paint: { "text-color": c.town, ...halo },
  });
  return [
    places("towns", "towns", 7.5, ["<=", ["get", "rank"], ["step", ["zoom"], 3, 8.5, 4, 9.5, 5]], 11.5),
    places("cities", "cities", 4, ["<=", ["get", "rank"], ["step", ["zoom"], 0, 5, 1, 6, 2]], 12.5),
    { id: "countries", type: "symbol", source: "countries", minzoom: 1.5, maxzoom: 7,
      filter: ["<=", ["get", "rank"], ["step", ["zoom"], 1, 3, 2, 4, 3, 5, 4]],
      layout: { "text-field": ["get", "name"], "text-font": font, "text-size": ["interpolate", ["linear"], ["zoom"], 2, 11, 6, 15], "text-letter-spacing": 0.08, "text-max-width": 7, "text-padding": 4 },
      paint: { "text-color": c.name, ...halo } },
  ];
}
