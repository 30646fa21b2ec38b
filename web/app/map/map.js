// The map as a part of pages: MapLibre in a frame, with the disclaimer that is always there.

import { html, useEffect, useRef, useState } from "../lib/html.js";
import { ready } from "../lib/session.js";
import { Failure } from "../parts/states.js";
import { baseStyle, isDark } from "./base.js";
import { errorsOf } from "./circles.js";
import { OVERLAYS, WITH_ERROR, addOverlays, layerIds, tilesOf } from "./overlays.js";
import { standOnPaper } from "./paper.js";
import { popupFor } from "./popup.js";
import { serveBase } from "./tiles.js";

/** @typedef {import("../lib/filter.js").Filter} Filter */
/** @typedef {[number, number, number, number]} Box */

const DISCLAIMER = "Boundaries and names shown imply no endorsement or acceptance. Dashed lines: disputed or not settled.";
const MOST_CIRCLES = 1500;

/**
 * @param {{filter: Filter, box: Box | null, hidden?: Set<string>, size?: string, label: string,
 *   onMove?: (box: Box) => void, pick?: (lat: number, lon: number) => void,
 *   spot?: {lat: number, lon: number, precision: number} | null, shape?: any}} props `shape`: a geometry that the map is about
 */
export function RegisterMap({ filter, box, hidden = new Set(), size = "", label, onMove, pick, spot = null, shape = null }) {
  const frame = useRef(/** @type {HTMLDivElement | null} */ (null));
  const map = useRef(/** @type {any} */ (null));
  // That something could not be fetched; whoever moves the map asks for it again.
  const [isWhole, setWhole] = useState(true);
  const now = useRef({ filter, hidden, onMove, pick, spot, shape, setWhole });
  now.current = { filter, hidden, onMove, pick, spot, shape, setWhole };
  const [failure, setFailure] = useState(/** @type {Error | null} */ (null));
  useEffect(() => {
    let wanted = true;
    Promise.all([import("../../vendor/maplibre-gl/maplibre-gl.mjs"), ready().then((session) => session.boundaries === true)])
      .then(([library, boundaries]) => {
        if (!wanted || !frame.current) return;
        map.current = begin(library, frame.current, { box, boundaries, now });
      })
      .catch((error) => wanted && setFailure(error));
    return () => { wanted = false; map.current?.remove(); map.current = null; };
  }, []);
  const address = JSON.stringify(filter);
  useEffect(() => {
    if (!map.current?.getSource("incidents")) return;
    for (const overlay of OVERLAYS) map.current.getSource(overlay.id).setTiles(tilesOf(overlay, filter));
  }, [address]);
  useEffect(() => show(map.current, hidden), [[...hidden].join()]);
  useEffect(() => drawSpot(map.current, spot), [spot?.lat, spot?.lon, spot?.precision]);
  if (failure) {
    return html`<div class="map-frame"><${Failure} problem=${new Error("The map could not be drawn: this browser has no WebGL. Everything on it is in the lists too.")} /></div>`;
  }
  return html`<figure class="map-frame">
    <div ref=${frame} class=${`map ${size}`} role="region" aria-label=${label}></div>
    ${!isWhole && html`<p class="hint" role="status">Some of the map could not be fetched. Move it to try again; the lists have everything.</p>`}
    <figcaption class="disclaimer">${DISCLAIMER} Base map: Natural Earth; towns: GeoNames.</figcaption>
  </figure>`;
}

/**
 * @param {any} library
 * @param {HTMLElement} container
 * @param {{box: Box | null, boundaries: boolean, now: {current: any}}} given
 */
function begin(library, container, { box, boundaries, now }) {
  serveBase(library);
  const map = new library.Map({
    container, style: baseStyle({ boundaries }), attributionControl: false, maxZoom: 18,
    dragRotate: false, pitchWithRotate: false, touchPitch: false,
    fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    ...(box ? { bounds: wide(box), fitBoundsOptions: { padding: 40, maxZoom: 11 } } : { center: [30, 25], zoom: 1.2 }),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.ScaleControl({ maxWidth: 110 }), "bottom-left");
  // As soon as there is a style, and not when all of the base map has come: what is reported goes first.
  map.on("style.load", () => {
    addOverlays(map, now.current.filter);
    show(map, now.current.hidden);
    drawSpot(map, now.current.spot);
    drawShape(map, now.current.shape);
    container.dataset["ready"] = "yes";
  });
  map.on("idle", () => {
    circlesAround(map);
    container.dataset["things"] = String(thingsIn(map));
  });
  map.on("error", (/** @type {any} */ event) => {
    // An answer that was refused or did not come, as when somebody has logged out; all else is a fault of ours.
    if (event.error?.status === undefined) console.error(event.error);
    else now.current.setWhole(false);
  });
  map.on("movestart", () => now.current.setWhole(true));
  map.on("moveend", () => {
    const view = map.getBounds();
    now.current.onMove?.([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()]);
  });
  map.on("click", (/** @type {any} */ event) => {
    if (now.current.pick) now.current.pick(event.lngLat.lat, event.lngLat.lng);
    else popupFor(library, map, event);
  });
  map.on("mousemove", (/** @type {any} */ event) => {
    map.getCanvas().style.cursor = now.current.pick ? "crosshair" : things(map, event.point).length ? "pointer" : "";
  });
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const repaint = () => map.setStyle(baseStyle({ boundaries }), { diff: false });
  scheme.addEventListener("change", repaint);
  map.once("remove", () => scheme.removeEventListener("change", repaint));
  standOnPaper(map, container);
  return map;
}

/** How many things of the register are on the screen, for those who test. @param {any} map */
function thingsIn(map) {
  return new Set(things(map).map((one) => `${one.source} ${one.properties.id ?? one.id}`)).size;
}

/** @param {any} map @param {any} [point] @returns {any[]} */
function things(map, point) {
  const layers = OVERLAYS.flatMap(layerIds).filter((id) => map.getLayer(id));
  return layers.length ? map.queryRenderedFeatures(...(point ? [point, { layers }] : [{ layers }])) : [];
}

/** @param {any} map @param {Set<string>} hidden overlays, and `errors` */
function show(map, hidden) {
  if (!map?.getSource("incidents")) return;
  /** @param {string} id @param {string} of */
  const set = (id, of) => map.setLayoutProperty(id, "visibility", hidden.has(of) ? "none" : "visible");
  for (const overlay of OVERLAYS) for (const id of layerIds(overlay)) set(id, overlay.id);
  for (const id of ["errors", "errors-line"]) set(id, "errors");
}

/** @param {any} map */
function circlesAround(map) {
  const layers = WITH_ERROR.filter((id) => map.getLayer(id));
  const features = layers.length ? map.queryRenderedFeatures({ layers }) : [];
  const data = errorsOf(features, MOST_CIRCLES);
  const text = JSON.stringify(data);
  // Setting it anew each time would never let the map come to rest.
  if (map.circlesDrawn === text) return;
  map.circlesDrawn = text;
  map.getSource("errors")?.setData(data);
}

/** A place chosen by hand. @param {any} map @param {{lat: number, lon: number, precision: number} | null} spot */
function drawSpot(map, spot) {
  if (!map?.isStyleLoaded?.() && !map?.getSource?.("incidents")) return;
  const features = spot ? [
    { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [spot.lon, spot.lat] } },
    ...errorsOf([{ geometry: { type: "Point", coordinates: [spot.lon, spot.lat] }, properties: { precision_m: spot.precision } }], 1).features,
  ] : [];
  const data = { type: "FeatureCollection", features };
  if (map.getSource("spot")) return map.getSource("spot").setData(data);
  const colour = isDark() ? "#86b9f0" : "#0a57a4";
  map.addSource("spot", { type: "geojson", data });
  map.addLayer({ id: "spot-error", type: "line", source: "spot", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": colour, "line-width": 2 } });
  map.addLayer({ id: "spot", type: "circle", source: "spot", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": colour, "circle-radius": 6, "circle-stroke-color": "#ffffff", "circle-stroke-width": 2 } });
}

/** The shape that the map is about, set off from its neighbours. @param {any} map @param {any} geometry */
function drawShape(map, geometry) {
  if (!geometry) return;
  const colour = isDark() ? "#86b9f0" : "#0a57a4";
  map.addSource("shape", { type: "geojson", data: { type: "Feature", properties: {}, geometry } });
  map.addLayer({ id: "shape-line", type: "line", source: "shape", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": colour, "line-width": 3.5 } });
  map.addLayer({ id: "shape-point", type: "circle", source: "shape", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": "rgba(0, 0, 0, 0)", "circle-radius": 9, "circle-stroke-color": colour, "circle-stroke-width": 3 } });
}

/** A box that has some width. @param {Box} box @returns {Box} */
function wide([west, south, east, north]) {
  const [x, y] = [Math.max(0, 0.2 - (east - west)) / 2, Math.max(0, 0.2 - (north - south)) / 2];
  return [west - x, Math.max(-85, south - y), east + x, Math.min(85, north + y)];
}
