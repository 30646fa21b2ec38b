// Incidents by month or year, with those killed and injured: bars that filter by their time.

import { html } from "../lib/html.js";
import { useNarrow } from "../lib/narrow.js";
import { at } from "../lib/filter.js";
import * as words from "../lib/words.js";
import { monthsBetween } from "./time_slider.js";

/** @typedef {{month: string, incidents: number, killed?: [number, number | null], injured?: [number, number | null], finds?: number}} Bin */

/** Units across, where there is room and where there is not. */
const [WIDE, NARROW] = [560, 340];
const [HEIGHT, LEFT, BOTTOM] = [130, 36, 20];
const MOST_MONTHS = 84;

/** @param {{timeline: Bin[], filter: import("../lib/filter.js").Filter}} props */
export function Timeline({ timeline, filter }) {
  const bins = binned(timeline);
  if (bins.length === 0) return html`<p class="muted">Nothing with a date.</p>`;
  const rows = [
    { title: "Incidents", value: (/** @type {Bin} */ bin) => [bin.incidents, bin.incidents], kind: "" },
    { title: "Killed, least and most", value: (/** @type {Bin} */ bin) => ends(bin.killed), kind: "killed" },
    { title: "Injured, least and most", value: (/** @type {Bin} */ bin) => ends(bin.injured), kind: "injured" },
  ];
  return html`
    ${rows.map((row) => html`<figure><figcaption class="muted">${row.title}</figcaption>
      <${Bars} bins=${bins} value=${row.value} kind=${row.kind} filter=${filter} title=${row.title} /></figure>`)}
    <details><summary>As a table</summary><div class="table-frame"><table>
      <thead><tr><th scope="col">Time</th><th scope="col" class="number">Incidents</th><th scope="col" class="number">Killed</th><th scope="col" class="number">Injured</th><th scope="col" class="number">Finds</th></tr></thead>
      <tbody>${bins.filter((bin) => bin.incidents || bin.finds).map((bin) => html`<tr><th scope="row">${bin.month}</th>
        <td class="number">${bin.incidents}</td><td class="number">${words.short(bin.killed)}</td><td class="number">${words.short(bin.injured)}</td><td class="number">${bin.finds ?? 0}</td></tr>`)}</tbody>
    </table></div></details>`;
}

/** @param {{bins: Bin[], value: (bin: Bin) => number[], kind: string, title: string, filter: import("../lib/filter.js").Filter}} props */
function Bars({ bins, value, kind, title, filter }) {
  const narrow = useNarrow();
  const width = narrow ? NARROW : WIDE;
  const top = Math.max(1, ...bins.map((bin) => value(bin)[1] ?? 0));
  const step = (width - LEFT) / bins.length;
  const y = (/** @type {number} */ amount) => 6 + (HEIGHT - BOTTOM - 6) * (1 - amount / top);
  const every = Math.ceil(bins.length / (narrow ? 4 : 7));
  return html`<svg class="chart" viewBox=${`0 0 ${width} ${HEIGHT}`} role="group" aria-label=${`${title} by time, at most ${top}`}>
    <line class="axis" x1=${LEFT} x2=${width} y1=${y(0)} y2=${y(0)} /><line class="axis" x1=${LEFT} x2=${width} y1=${y(top)} y2=${y(top)} />
    <text x=${LEFT - 6} y=${y(top) + 4} text-anchor="end">${words.number(top)}</text><text x=${LEFT - 6} y=${y(0) + 4} text-anchor="end">0</text>
    ${bins.map((bin, index) => {
      const [least = 0, most = 0] = value(bin);
      const x = LEFT + index * step;
      const [at0, thick] = [x + step * 0.12, Math.max(1.5, step * 0.76)];
      return html`${most > 0 && html`<a href=${at("/incidents", { ...filter, from: bin.month, to: bin.month })}>
          <rect class="reach" x=${x} y="0" width=${step} height=${HEIGHT - BOTTOM} />
          <rect class=${`bar ${kind}`} x=${at0} width=${thick} y=${y(least)} height=${Math.max(0, y(0) - y(least))} />
          ${most > least && html`<rect class=${`bar ${kind}`} opacity="0.4" x=${at0} width=${thick} y=${y(most)} height=${y(least) - y(most)} />`}
          <title>${`${bin.month}: ${title.split(",")[0]} ${words.range([least, most])}`}</title></a>`}
        ${index % every === 0 && html`<text x=${x + step / 2} y=${HEIGHT - 5} text-anchor="middle">${bin.month}</text>`}`;
    })}
  </svg>`;
}

/** @param {[number, number | null] | undefined} range */
function ends(range) {
  return range ? [range[0], range[1] ?? range[0]] : [0, 0];
}

/** Months where they fit, else years; empty ones are kept, so that time runs evenly. @param {Bin[]} timeline @returns {Bin[]} */
function binned(timeline) {
  const months = monthsBetween(timeline);
  const byYear = months.length > MOST_MONTHS;
  const names = byYear ? [...new Set(months.map((month) => month.slice(0, 4)))] : months;
  /** @type {Map<string, Bin>} */
  const bins = new Map(names.map((name) => [name, { month: name, incidents: 0, finds: 0 }]));
  for (const one of timeline) {
    const bin = bins.get(byYear ? one.month.slice(0, 4) : one.month);
    if (!bin) continue;
    bin.incidents += one.incidents;
    bin.finds = (bin.finds ?? 0) + (one.finds ?? 0);
    for (const field of /** @type {const} */ (["killed", "injured"])) {
      const more = one[field];
      if (!more) continue;
      const [least, most] = ends(bin[field]);
      const [moreLeast, moreMost] = ends(more);
      bin[field] = [(least ?? 0) + (moreLeast ?? 0), (most ?? 0) + (moreMost ?? 0)];
    }
  }
  return [...bins.values()];
}
