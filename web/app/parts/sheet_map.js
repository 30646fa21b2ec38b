// Sheet by sheet on the ground: how much of what exploded or was found lies where the records say. Drawn
// without WebGL, so that it prints and can be walked with the keyboard.

import { html, useLayoutEffect, useRef, useState } from "../lib/html.js";
import { at } from "../lib/filter.js";
import { net, planeAround, scaleBar } from "../lib/plane.js";
import * as words from "../lib/words.js";

/** @typedef {{name: string | null, areas: number, hull: [number, number][]}} Ground */
/** @typedef {{sensitivity: number, interval90: [number, number], n: number, shift_m?: [number, number] | null}} Row */
/** @typedef {{ground: Ground, row: Row | undefined, anchor: string, size: number}} Shape */

/** Shares from which a colour holds. */
const CLASSES = [0, 0.2, 0.4, 0.6, 0.8];
/** An interval as wide as this says little. */
const LITTLE_KNOWN = 0.4;
/** Names are written where there is room for them. */
const ROOM = 46;
const SIZE = { width: 760, least: 240, most: 560, margin: 44 };

/**
 * @param {{grounds: Ground[], rows: Row[], nameOf: (row: Row) => string | null | undefined,
 *   anchor: (index: number) => string, what: string, without: string}} props `what`: "sheet"; `without`: how
 *   those without a name are called
 */
export function SheetMap({ grounds, rows, nameOf, anchor, what, without }) {
  const [chosen, setChosen] = useState(/** @type {Shape | null} */ (null));
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const shapes = shapesOf(grounds, rows, nameOf, anchor);
  if (shapes.length === 0) return null;
  const plane = planeAround(shapes.flatMap((shape) => shape.ground.hull), SIZE);
  const drawn = new Set(grounds.map((ground) => ground.name));
  const notDrawn = rows.filter((row) => !drawn.has(nameOf(row) ?? null));
  const name = (/** @type {Shape} */ shape) => shape.ground.name ?? without;
  const close = () => {
    const before = chosen;
    setChosen(null);
    if (before) /** @type {SVGElement | null | undefined} */ (frame.current?.querySelector(`a[href="#${CSS.escape(before.anchor)}"]`))?.focus();
  };
  return html`<figure class="sheet-map" ref=${frame} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && chosen) close(); }}>
    <div class="sheet-frame">
      <svg class="chart" viewBox=${`0 0 ${plane.width} ${plane.height}`} role="group" aria-label=${`Map of ${what}s by the share of events on mapped ground; the table below has the same figures`}>
        <defs>${Hatch()}</defs>
        <${Net} plane=${plane} />
        ${shapes.map((shape) => html`<${Sheet} shape=${shape} plane=${plane} name=${name(shape)} on=${shape.anchor === chosen?.anchor} choose=${() => setChosen(shape)} />`)}
        ${shapes.map((shape) => html`<${Name} shape=${shape} plane=${plane} name=${name(shape)} />`)}
        <${Scale} plane=${plane} />
      </svg>
      ${chosen && html`<${Card} shape=${chosen} name=${name(chosen)} what=${what} plane=${plane} close=${close} />`}
    </div>
    <${Legend} />
    ${notDrawn.length > 0 && html`<p class="muted">Not drawn, as no record used is of them: ${words.series(notDrawn.map((row) => nameOf(row) ?? without))}. The table has them.</p>`}
  </figure>`;
}

/**
 * The grounds with their figures, the largest first, so that small ones lie above.
 * @param {Ground[]} grounds @param {Row[]} rows @param {(row: Row) => string | null | undefined} nameOf
 * @param {(index: number) => string} anchor @returns {Shape[]}
 */
function shapesOf(grounds, rows, nameOf, anchor) {
  return grounds.filter((ground) => ground.hull.length > 2).map((ground) => {
    const index = rows.findIndex((row) => (nameOf(row) ?? null) === ground.name);
    return { ground, row: rows[index], anchor: index < 0 ? "" : anchor(index), size: area(ground.hull) };
  }).sort((a, b) => b.size - a.size);
}

/** @param {[number, number][]} ring */
function area(ring) {
  let sum = 0;
  ring.forEach(([x, y], index) => {
    const [toX, toY] = ring[(index + 1) % ring.length] ?? [x, y];
    sum += x * toY - toX * y;
  });
  return Math.abs(sum / 2);
}

/** @param {number} share */
function classOf(share) {
  return CLASSES.findLastIndex((from) => share >= from);
}

/** @param {Row} row */
function isLittleKnown(row) {
  return row.interval90[1] - row.interval90[0] >= LITTLE_KNOWN;
}

/** Lines over what is little known; they show on paper and without colours too. */
function Hatch() {
  return html`<pattern id="little-known" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line x1="0" x2="0" y1="0" y2="7" /></pattern>`;
}

/** @param {{shape: Shape, plane: import("../lib/plane.js").Plane, name: string, on: boolean, choose: () => void}} props */
function Sheet({ shape, plane, name, on, choose }) {
  const { ground, row } = shape;
  const points = ground.hull.map(([lon, lat]) => `${plane.x(lon).toFixed(1)},${plane.y(lat).toFixed(1)}`).join(" ");
  if (!row) {
    return html`<polygon class="sheet no-events" points=${points}><title>${`${name}: ${words.plural(ground.areas, "record")}, no event counted`}</title></polygon>`;
  }
  const said = `${name}: ${words.percent(row.sensitivity)}, 90 % interval ${between(row.interval90)}, ${words.plural(row.n, "event")}`;
  /** @param {Event} event */
  const open = (event) => { event.preventDefault(); event.stopPropagation(); choose(); };
  return html`<a href=${`#${shape.anchor}`} class=${on ? "on" : null} aria-label=${said} onClick=${open}>
    <title>${said}</title>
    <polygon class=${`sheet share-${classOf(row.sensitivity)}`} points=${points} />
    ${isLittleKnown(row) && html`<polygon class="hatched" points=${points} />`}</a>`;
}

/** @param {{shape: Shape, plane: import("../lib/plane.js").Plane, name: string}} props */
function Name({ shape, plane, name }) {
  const xs = shape.ground.hull.map(([lon]) => plane.x(lon));
  const ys = shape.ground.hull.map(([, lat]) => plane.y(lat));
  const [left, right, top, foot] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (right - left < ROOM || foot - top < 30) return null;
  const [x, y] = [(left + right) / 2, (top + foot) / 2];
  return html`<text class="sheet-name" text-anchor="middle" aria-hidden="true"><tspan x=${x} y=${y - 2}>${name}</tspan>
    <tspan x=${x} y=${y + 13}>${shape.row ? words.percent(Math.round(shape.row.sensitivity * 100) / 100) : "–"}</tspan></text>`;
}

/** Lines of the net with their degrees. @param {{plane: import("../lib/plane.js").Plane}} props */
function Net({ plane }) {
  const { width, height } = plane;
  const lon = (/** @type {number} */ x) => inverse(plane.x, x);
  const lat = (/** @type {number} */ y) => inverse(plane.y, y);
  return html`<g class="net" aria-hidden="true">
    <rect class="axis" fill="none" x="0.5" y="0.5" width=${width - 1} height=${height - 1} />
    ${net(lon(0), lon(width), 5).map((value) => html`<line class="axis" x1=${plane.x(value)} x2=${plane.x(value)} y1="0" y2=${height} />
      <text x=${plane.x(value)} y=${height - 5} text-anchor="middle">${degrees(value, "E", "W")}</text>`)}
    ${net(lat(height), lat(0), 4).map((value) => html`<line class="axis" x1="0" x2=${width} y1=${plane.y(value)} y2=${plane.y(value)} />
      <text x="4" y=${plane.y(value) - 3}>${degrees(value, "N", "S")}</text>`)}
  </g>`;
}

/** What a straight function gives a value for. @param {(value: number) => number} of @param {number} wanted */
function inverse(of, wanted) {
  const [zero, one] = [of(0), of(1)];
  return (wanted - zero) / (one - zero);
}

/** @param {number} value @param {string} plus @param {string} minus */
function degrees(value, plus, minus) {
  return `${Math.abs(value)}° ${value < 0 ? minus : plus}`;
}

/** @param {{plane: import("../lib/plane.js").Plane}} props */
function Scale({ plane }) {
  const { metres, length } = scaleBar(plane, 140);
  const [right, y] = [plane.width - 12, 22];
  return html`<g class="scale" aria-hidden="true"><line x1=${right - length} x2=${right} y1=${y} y2=${y} />
    <line x1=${right - length} x2=${right - length} y1=${y - 4} y2=${y + 4} /><line x1=${right} x2=${right} y1=${y - 4} y2=${y + 4} />
    <text x=${right} y=${y - 7} text-anchor="end">${words.metres(metres)}</text></g>`;
}

/** What is known of the chosen one, with the ways on. */
/** @param {{shape: Shape, name: string, what: string, plane: import("../lib/plane.js").Plane, close: () => void}} props */
function Card({ shape, name, what, plane, close }) {
  const first = useRef(/** @type {HTMLAnchorElement | null} */ (null));
  useLayoutEffect(() => first.current?.focus({ preventScroll: true }), [shape.anchor]);
  const { ground, row } = shape;
  if (!row) return null;
  const [lons, lats] = [ground.hull.map(([lon]) => lon), ground.hull.map(([, lat]) => lat)];
  const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  const middle = (plane.x((west + east) / 2) / plane.width) * 100;
  const top = (plane.y((south + north) / 2) / plane.height) * 100;
  const box = [west, south, east, north].map((value) => value.toFixed(3)).join(",");
  const place = { [middle > 50 ? "right" : "left"]: `${middle > 50 ? 100 - middle : middle}%`, [top > 50 ? "bottom" : "top"]: `${top > 50 ? 100 - top : top}%` };
  return html`<div class="sheet-card panel" role="dialog" aria-label=${`${words.capital(what)} ${name}`} style=${place}>
    <button class="plain close" aria-label="Close" onClick=${close}>×</button>
    <h3>${name}</h3>
    <p><strong>${words.percent(row.sensitivity)}</strong> of events on mapped ground, 90 % interval ${between(row.interval90)}.</p>
    <p>${words.plural(row.n, "event")}, ${words.plural(ground.areas, "record")}${row.shift_m ? `; true areas ${shift(row.shift_m)} of the drawn ones` : ""}.${isLittleKnown(row) ? " The interval is wide: little is known." : ""}</p>
    <p class="claim-links"><a ref=${first} href=${`#${shape.anchor}`}>Its row in the table</a>
      <a href=${at("/map", { bbox: box })}>Its records on the map</a></p>
  </div>`;
}

/** @param {[number, number]} metres east and north */
export function shift([east, north]) {
  const [x, y] = [Math.round(east), Math.round(north)];
  return `${words.number(Math.abs(x))} m ${x < 0 ? "west" : "east"}, ${words.number(Math.abs(y))} m ${y < 0 ? "south" : "north"}`;
}

/** @param {[number, number]} interval */
export function between(interval) {
  return `${words.percent(interval[0])} to ${words.percent(interval[1])}`;
}

function Legend() {
  const box = (/** @type {any} */ inner) => html`<svg width="22" height="14" aria-hidden="true">${inner}</svg>`;
  return html`<figcaption><ul class="legend" aria-label="Colours of the map">
    ${CLASSES.map((from, index) => html`<li>${box(html`<rect class=${`sheet share-${index}`} x="1" y="1" width="20" height="12" />`)} ${from * 100}–${Math.round((CLASSES[index + 1] ?? 1) * 100)} %</li>`)}
    <li>${box(html`<rect class="sheet" x="1" y="1" width="20" height="12" /><rect class="hatched" x="1" y="1" width="20" height="12" />`)} interval of ${LITTLE_KNOWN * 100} points or more: little is known</li>
    <li>${box(html`<rect class="sheet no-events" x="1" y="1" width="20" height="12" />`)} records, but no event counted</li>
  </ul>
  <p class="muted">Share of events on mapped ground, position errors allowed for. Each shape is drawn around the records used and is no boundary. A low share says that the records miss much; it does not say where else the ground is contaminated.</p></figcaption>`;
}
