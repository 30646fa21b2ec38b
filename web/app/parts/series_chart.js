// Figures over time, each source its own line, sign and colour; contradictions and jumps are ringed.

import { html } from "../lib/html.js";
import { useNarrow } from "../lib/narrow.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";

/** Units across, where there is room and where there is not. */
const [WIDE, NARROW] = [880, 350];
const [HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [320, 64, 20, 14, 28];
const COLOURS = 6;
const NONE = "the publisher";

/** @param {{points: any[]}} props */
export function SeriesChart({ points }) {
  const width = useNarrow() ? NARROW : WIDE;
  const dated = points.filter((point) => point.as_of && point.value);
  if (dated.length === 0) return html`<p class="muted">No figure has a date; they are in the table.</p>`;
  const scale = scaleOf(dated, width);
  const sources = [...new Set(dated.map(sourceOf))];
  return html`<figure>
    <svg class="chart" viewBox=${`0 0 ${width} ${HEIGHT}`} role="group" aria-label=${`Figures from ${dated[0].as_of} to ${dated.at(-1).as_of}, by source`}>
      ${scale.ticks.map((value) => html`<line class="axis" x1=${LEFT} x2=${width - RIGHT} y1=${scale.y(value)} y2=${scale.y(value)} />
        <text x=${LEFT - 8} y=${scale.y(value) + 4} text-anchor="end">${words.number(value)}</text>`)}
      ${scale.years.map((year) => html`<line class="axis" x1=${scale.x(year.at)} x2=${scale.x(year.at)} y1=${HEIGHT - BOTTOM} y2=${HEIGHT - BOTTOM + 5} /><text x=${scale.x(year.at)} y=${HEIGHT - 8} text-anchor="middle">${year.name}</text>`)}
      ${sources.map((source, index) => html`<${Line} points=${dated.filter((point) => sourceOf(point) === source)} index=${index} scale=${scale} />`)}
    </svg>
    <ul class="legend">${sources.map((source, index) => html`<li><svg width="18" height="14" aria-hidden="true"><${Sign} index=${index} x=${9} y=${7} /></svg> ${source}</li>`)}
      ${dated.some((point) => (point.findings ?? []).length || point.jump) && html`<li><svg width="18" height="16" aria-hidden="true"><circle fill="none" stroke="var(--mark-line)" stroke-width="2" cx="9" cy="8" r="6.5" /></svg> part of a contradiction, or a jump</li>`}
      ${dated.length < points.length && html`<li class="muted">${words.plural(points.length - dated.length, "figure")} without a date only in the table</li>`}</ul>
  </figure>`;
}

/** @param {any} point */
function sourceOf(point) {
  return point.body ?? point.said_by?.[0] ?? point.publisher ?? point.document?.publisher ?? NONE;
}

/** @param {{points: any[], index: number, scale: ReturnType<typeof scaleOf>}} props */
function Line({ points, index, scale }) {
  const colour = `var(--series-${(index % COLOURS) + 1})`;
  const counted = points.filter(counts);
  const path = counted.map((point) => `${scale.x(time(point.as_of))},${scale.y(middle(point.value))}`).join(" ");
  return html`${counted.length > 1 && html`<polyline class="series-line" points=${path} stroke=${colour} stroke-dasharray=${index % 2 ? "6 3" : null} />`}
    ${points.map((point) => {
      const [x, y] = [scale.x(time(point.as_of)), scale.y(middle(point.value))];
      const [least, most] = [scale.y(point.value[0]), scale.y(point.value[1] ?? point.value[0])];
      const isMarked = point.jump || (point.findings ?? []).length > 0;
      return html`<a href=${links.sentence(point.claim)}>
        ${least !== most && html`<line class="whisker" stroke=${colour} x1=${x} x2=${x} y1=${least} y2=${most} />`}
        ${isMarked && html`<circle class="jump" cx=${x} cy=${y} r="10" />`}
        <circle class="reach" cx=${x} cy=${y} r="12" />
        <${Sign} index=${index} x=${x} y=${y} hollow=${!counts(point)} />
        <title>${`${point.as_of}: ${words.range(point.value)}, ${sourceOf(point)}${counts(point) ? "" : " (does not count)"}${isMarked ? ", part of a contradiction or a jump" : ""}`}</title></a>`;
    })}`;
}

/** Circle, square, triangle, diamond: told apart without colours too. @param {{index: number, x: number, y: number, hollow?: boolean}} props */
function Sign({ index, x, y, hollow = false }) {
  const colour = `var(--series-${(index % COLOURS) + 1})`;
  const paint = { fill: hollow ? "var(--paper)" : colour, stroke: colour, "stroke-width": 2 };
  const shapes = [
    () => html`<circle cx=${x} cy=${y} r="4.5" ...${paint} />`,
    () => html`<rect x=${x - 4.2} y=${y - 4.2} width="8.4" height="8.4" ...${paint} />`,
    () => html`<polygon points=${`${x},${y - 5} ${x + 5},${y + 4} ${x - 5},${y + 4}`} ...${paint} />`,
    () => html`<polygon points=${`${x},${y - 5.5} ${x + 5.5},${y} ${x},${y + 5.5} ${x - 5.5},${y}`} ...${paint} />`,
  ];
  return /** @type {() => any} */ (shapes[index % shapes.length])();
}

/** @param {any} point */
function counts(point) {
  return !point.standing || point.standing === "live" || point.standing === "accepted";
}

/** @param {string} day */
function time(day) {
  return Date.parse(day);
}

/** @param {[number, number | null]} value */
function middle([least, most]) {
  return most === null || most === undefined ? least : (least + most) / 2;
}

/** @param {any[]} points @param {number} width units across */
function scaleOf(points, width) {
  const times = points.map((point) => time(point.as_of));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max(last - first, 30 * 86_400_000) * 0.04;
  const [begin, end] = [first - room, last + room];
  const top = Math.max(...points.map((point) => point.value[1] ?? point.value[0]), 1);
  const step = niceStep(top / 4);
  const ceiling = Math.ceil(top / step) * step;
  const years = [];
  for (let year = new Date(begin).getUTCFullYear(); year <= new Date(end).getUTCFullYear() + 1; year += 1) {
    const at = Date.UTC(year, 0, 1);
    if (at >= begin && at <= end) years.push({ at, name: String(year) });
  }
  if (years.length === 0) years.push({ at: first, name: points[0].as_of }, ...(last > first ? [{ at: last, name: points.at(-1).as_of }] : []));
  return {
    x: (/** @type {number} */ at) => LEFT + ((at - begin) / (end - begin)) * (width - LEFT - RIGHT),
    y: (/** @type {number} */ value) => HEIGHT - BOTTOM - (value / ceiling) * (HEIGHT - BOTTOM - TOP),
    ticks: Array.from({ length: Math.round(ceiling / step) + 1 }, (_, index) => index * step),
    years,
  };
}

/** @param {number} rough */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1e-9)));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}
