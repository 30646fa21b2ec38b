// Sheet by sheet and region by region: a map of the figures, and a table of them.

import { html } from "../lib/html.js";
import * as words from "../lib/words.js";
import { SheetMap, between, shift } from "./sheet_map.js";

/** @typedef {import("./sheet_map.js").Row & {sheet?: string | null, region?: string | null}} Row */
/** @typedef {{sheets?: import("./sheet_map.js").Ground[], regions?: import("./sheet_map.js").Ground[]}} Grounds */
/** @typedef {{title: string, what: "sheet" | "region", without: string}} Kind */

/** @type {Kind[]} */
const KINDS = [
  { title: "Sheet by sheet", what: "sheet", without: "no sheet named" },
  { title: "Region by region", what: "region", without: "no region named" },
];

/**
 * The map is of sheets; of regions where no record names a sheet.
 * @param {{model: any, grounds: Grounds}} props
 */
export function Groups({ model, grounds }) {
  const told = KINDS.map((kind) => ({
    kind,
    rows: /** @type {Row[]} */ ((kind.what === "sheet" ? model.by_sheet : model.by_region) ?? []),
    grounds: (kind.what === "sheet" ? grounds.sheets : grounds.regions) ?? [],
  })).filter(({ kind, rows }) => rows.some((row) => row[kind.what]));
  return html`${told.map((one, index) => html`<${Group} ...${one} map=${index === 0} />`)}`;
}

/** @param {{kind: Kind, rows: Row[], grounds: import("./sheet_map.js").Ground[], map: boolean}} props */
function Group({ kind, rows, grounds, map }) {
  const { title, what, without } = kind;
  const anchor = (/** @type {number} */ index) => `${what}-${index + 1}`;
  const nameOf = (/** @type {Row} */ row) => row[what];
  return html`<section class="block"><h2>${title}</h2>
    ${map && html`<${SheetMap} grounds=${grounds} rows=${rows} nameOf=${nameOf} anchor=${anchor} what=${what} without=${without} />`}
    <div class="table-frame" tabindex="0" role="region" aria-label=${`Sensitivity by ${what}`}><table>
      <thead><tr><th scope="col">${words.capital(what)}</th><th scope="col" class="number">Events</th><th scope="col" class="number">On mapped ground</th><th scope="col">90 % interval</th><th scope="col"><span class="sr">Interval drawn from 0 to 100 %</span></th>${what === "sheet" && html`<th scope="col">True areas lie</th>`}</tr></thead>
      <tbody>${rows.map((row, index) => html`<tr id=${anchor(index)}><th scope="row">${nameOf(row) ?? without}</th><td class="number">${words.number(row.n)}</td><td class="number">${words.percent(row.sensitivity)}</td><td class="tight">${between(row.interval90)}</td>
        <td><svg width="120" height="12" aria-hidden="true"><line stroke="var(--line)" x1="0" x2="120" y1="6" y2="6" /><line stroke-width="2" stroke="var(--series-1)" x1=${row.interval90[0] * 120} x2=${row.interval90[1] * 120} y1="6" y2="6" /><circle fill="var(--series-1)" cx=${row.sensitivity * 120} cy="6" r="4" /></svg></td>
        ${what === "sheet" && html`<td>${row.shift_m ? `${shift(row.shift_m)} of the drawn ones` : "–"}</td>`}</tr>`)}</tbody></table></div></section>`;
}
