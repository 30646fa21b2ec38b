// What is under the pointer, with the way to it. Text only: tiles hold words of documents.

import { html, render } from "../lib/html.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { OVERLAYS, layerIds } from "./overlays.js";

/** @typedef {import("./overlays.js").Overlay} Overlay */

const MOST = 8;
const REACH = 5;

/** @param {any} library @param {any} map @param {any} event */
export function popupFor(library, map, event) {
  const { x, y } = event.point;
  const layers = OVERLAYS.flatMap(layerIds).filter((id) => map.getLayer(id));
  if (layers.length === 0) return;
  const features = map.queryRenderedFeatures([[x - REACH, y - REACH], [x + REACH, y + REACH]], { layers });
  if (features.length === 0) return;
  const cluster = features.find((/** @type {any} */ one) => Number(one.properties.count ?? 1) > 1);
  if (cluster && map.getZoom() < 15) {
    map.easeTo({ center: cluster.geometry.coordinates, zoom: Math.min(16, map.getZoom() + 2) });
    return;
  }
  const container = document.createElement("div");
  render(html`<${Things} features=${distinct(features)} />`, container);
  new library.Popup({ maxWidth: "20rem", focusAfterOpen: true }).setLngLat(event.lngLat).setDOMContent(container).addTo(map);
}

/** @param {any[]} features */
function distinct(features) {
  const seen = new Set();
  return features.filter((one) => {
    const key = `${one.source} ${idOf(one)}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** @param {any} feature */
function idOf(feature) {
  return String(feature.properties.id ?? feature.properties.claim ?? feature.id ?? "");
}

/** @param {{features: any[]}} props */
function Things({ features }) {
  return html`<ul class="popup">
    ${features.slice(0, MOST).map((feature) => html`<li><${Thing} feature=${feature} /></li>`)}
    ${features.length > MOST && html`<li class="muted">and ${words.number(features.length - MOST)} more here</li>`}
  </ul>`;
}

/** @param {{feature: any}} props */
function Thing({ feature }) {
  const overlay = /** @type {Overlay} */ (OVERLAYS.find((one) => one.id === feature.source));
  const p = feature.properties;
  const id = idOf(feature);
  const to = overlay.points ? links.thing(id) : links.claim(id);
  const kind = p[overlay.property] ? label(overlay.vocabulary, p[overlay.property]) : "";
  const error = Number(p.precision_m ?? p.position_error_m ?? 0);
  return html`<a href=${to}>${p.reference ?? id}</a>
    <div>${[p.date ?? p.date_from, overlay.id === "incidents" ? label("device", p.device) : kind].filter(Boolean).join(", ")}</div>
    ${overlay.id === "incidents" && html`<div>killed ${counted(p, "killed")}, injured ${counted(p, "injured")}</div><div class="muted">${kind}</div>`}
    ${p.count_least !== undefined && html`<div>${counted(p, "count")} reported</div>`}
    ${p.sources && html`<div class="muted">${p.sources}</div>`}
    ${error > 0 && html`<div class="muted">position within ${words.metres(error)}</div>`}`;
}

/** A range of a tile: in one property as text, or in two. @param {any} p @param {string} field */
function counted(p, field) {
  const [least, most] = [p[`${field}_least`], p[`${field}_most`]];
  if (least !== undefined) return words.range([least, most ?? null]);
  const value = p[field];
  if (value === undefined || value === null || value === "") return words.NOT_STATED;
  if (typeof value === "string" && value.startsWith("[")) return words.range(JSON.parse(value));
  return String(value);
}
