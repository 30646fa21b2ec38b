// What the register has, over the base map: vector tiles of its own collections.

import { label } from "../lib/vocabulary.js";
import { at } from "../lib/filter.js";
import { isDark } from "./base.js";
import { DEVICES, GRADES, HAZARDS, OTHER, OTHER_LAND, OTHER_RECORD, OUTLINES, RECORDS, RELEASES, byProperty } from "./colours.js";

/**
 * @typedef {{id: string, text: string, path: string, points: boolean, property: string, otherwise: string,
 *   colours: Record<string, string>, vocabulary: string}} Overlay
 */

/** From bottom to top. @type {Overlay[]} */
export const OVERLAYS = [
  { id: "land_releases", text: "Released land", path: "/releases", points: false, property: "kind", colours: RELEASES, vocabulary: "release_kind", otherwise: OTHER_LAND },
  { id: "hazards", text: "Hazardous areas", path: "/hazards", points: false, property: "kind", colours: HAZARDS, vocabulary: "hazard_kind", otherwise: OTHER_LAND },
  { id: "minefield_records", text: "Minefield records", path: "/records", points: false, property: "device", colours: RECORDS, vocabulary: "device", otherwise: OTHER_RECORD },
  { id: "finds", text: "Finds", path: "/finds", points: true, property: "device", colours: DEVICES, vocabulary: "device", otherwise: OTHER },
  { id: "incidents", text: "Incidents", path: "/incidents", points: true, property: "grade", colours: GRADES, vocabulary: "grade", otherwise: OTHER },
];

/** @param {Overlay} overlay @param {import("../lib/filter.js").Filter} filter */
export function tilesOf(overlay, filter) {
  // The map moves over the section that a filter names; the tiles need not be cut by it.
  const { bbox: _, ...rest } = filter;
  return [`${location.origin}${at(`/tiles/${overlay.id}/{z}/{x}/{y}.mvt`, rest).replaceAll("%7B", "{").replaceAll("%7D", "}")}`];
}

/** @param {any} map @param {import("../lib/filter.js").Filter} filter */
export function addOverlays(map, filter) {
  map.addSource("errors", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({ id: "errors", type: "fill", source: "errors", paint: { "fill-color": isDark() ? "#cfd8e0" : "#39424a", "fill-opacity": 0.07 } });
  map.addLayer({ id: "errors-line", type: "line", source: "errors", paint: { "line-color": isDark() ? "#cfd8e0" : "#39424a", "line-width": 1, "line-dasharray": [2, 2], "line-opacity": 0.65 } });
  for (const overlay of OVERLAYS) {
    map.addSource(overlay.id, { type: "vector", tiles: tilesOf(overlay, filter), minzoom: 0, maxzoom: 14 });
    for (const layer of overlay.points ? pointLayers(overlay) : landLayers(overlay)) map.addLayer(layer);
  }
}

/** The layers of an overlay, by name. @param {Overlay} overlay */
export function layerIds(overlay) {
  return (overlay.points ? pointLayers(overlay) : landLayers(overlay)).map((layer) => layer.id);
}

/** @param {Overlay} overlay */
function colour(overlay) {
  return byProperty(overlay.property, overlay.colours, (code) => label(overlay.vocabulary, code), overlay.otherwise);
}

/** @param {Overlay} overlay @returns {any[]} */
function landLayers(overlay) {
  const base = { source: overlay.id, "source-layer": overlay.id };
  return [
    { id: `${overlay.id}-fill`, type: "fill", ...base, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour(overlay), "fill-opacity": overlay.id === "hazards" ? 0.5 : 0.3 } },
    { id: `${overlay.id}-line`, type: "line", ...base, filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": colour(overlay), "line-width": 1.4 } },
    { id: `${overlay.id}-point`, type: "circle", ...base, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": colour(overlay), "circle-radius": 4, "circle-stroke-color": outline(), "circle-stroke-width": 1 } },
  ];
}

function outline() {
  return isDark() ? OUTLINES.dark : OUTLINES.light;
}

const COUNT = ["coalesce", ["get", "count"], 1];

/** @param {Overlay} overlay @returns {any[]} */
function pointLayers(overlay) {
  const base = { source: overlay.id, "source-layer": overlay.id };
  const isCluster = [">", COUNT, 1];
  const [ofIncidents, ofFinds] = isDark() ? ["#86b9f0", "#d79ab9"] : ["#005ab5", "#8a4a70"];
  const ring = overlay.id === "incidents" ? ofIncidents : ofFinds;
  return [
    { id: `${overlay.id}-clusters`, type: "circle", ...base, filter: isCluster,
      paint: { "circle-color": isDark() ? "#20262b" : "#ffffff", "circle-opacity": 0.92, "circle-stroke-color": ring, "circle-stroke-width": 2,
        "circle-radius": ["interpolate", ["linear"], ["ln", COUNT], 0.7, 9, 7, 24] } },
    { id: `${overlay.id}-counts`, type: "symbol", ...base, filter: isCluster,
      layout: { "text-field": ["to-string", COUNT], "text-size": 12, "text-font": ["system-ui", "sans-serif"], "text-allow-overlap": true },
      paint: { "text-color": isDark() ? "#e3e7ea" : "#1a1f24" } },
    { id: `${overlay.id}-points`, type: "circle", ...base, filter: ["<=", COUNT, 1],
      paint: { "circle-color": colour(overlay), "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 4.5, 12, 7], "circle-stroke-color": outline(), "circle-stroke-width": 1 } },
  ];
}

/** The layers whose single things have a position error to be drawn. */
export const WITH_ERROR = ["finds-points", "incidents-points", "minefield_records-point", "hazards-point"];
