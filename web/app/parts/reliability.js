// The answer to a question about records: hits against distance beside chance, sensitivity, sheets.

import { html } from "../lib/html.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { useNarrow } from "../lib/narrow.js";
import { Said } from "./marks.js";
import { between } from "./sheet_map.js";
import { Groups } from "./sheets.js";

/** Units across, where there is room and where there is not. */
const [WIDE, NARROW] = [560, 340];
const [HEIGHT, LEFT, BOTTOM, TOP] = [250, 44, 34, 10];

/** @param {{answer: any}} props */
export function Answer({ answer }) {
  const { model, tolerance = [], excluded = [], study_area: area, quoted } = answer;
  return html`
    <p>${words.plural(answer.items, "item")} counted, of ${words.plural(answer.items + excluded.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.count, 0), "item")} asked about, in ${words.plural(answer.events, "event")}; records cover ${words.number(Math.round((answer.records_km2 ?? 0) * 100) / 100)} km² together${area ? `, of ${words.number(Math.round(area.km2 * 10) / 10)} km² of study area (${area.source === "given" ? "given" : "the hull of what is known"})` : ""}. Seed ${answer.seed}.</p>
    ${(answer.findings ?? []).length > 0 && html`<section class="block"><h2>What follows</h2><ul class="points">${answer.findings.map((/** @type {string} */ line) => html`<li>${line}</li>`)}</ul></section>`}
    <div class="columns">
      <section class="block"><h2>Hits against distance</h2><${Curve} rows=${tolerance} /></section>
      <section class="block"><h2>Sensitivity</h2>${model ? html`<${Model} model=${model} />` : html`<p class="muted">Not to be said: no item lies on ground that the records claim to cover.</p>`}</section>
    </div>
    <${Rows} rows=${tolerance} />
    ${model && html`<${Groups} model=${model} grounds=${answer.grounds ?? {}} />`}
    ${excluded.length > 0 && html`<section class="block"><h2>Not counted</h2><ul class="points">${excluded.map((/** @type {any} */ one) => html`<li>${words.number(one.count)}: ${one.reason ?? one.note ?? String(one.why ?? "").replaceAll("_", " ")}</li>`)}</ul></section>`}
    ${quoted && html`<${Quoted} quoted=${quoted} />`}
    ${(answer.limits ?? []).length > 0 && html`<section class="block"><h2>What these figures do not say</h2><ul class="points">${answer.limits.map((/** @type {string} */ line) => html`<li>${line}</li>`)}</ul></section>`}
  `;
}

/** Share of items hit, with its interval, and what chance alone would hit. @param {{rows: any[]}} props */
function Curve({ rows }) {
  const width = useNarrow() ? NARROW : WIDE;
  if (rows.length === 0) return null;
  const far = Math.max(...rows.map((row) => row.metres), 1);
  const x = (/** @type {number} */ metres) => LEFT + (Math.sqrt(metres) / Math.sqrt(far)) * (width - LEFT - 12);
  const y = (/** @type {number} */ share) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  const line = (/** @type {(row: any) => number} */ of) => rows.map((row) => `${x(row.metres)},${y(of(row))}`).join(" ");
  const band = (/** @type {string} */ field) => [...rows.map((row) => `${x(row.metres)},${y(row[field][1])}`), ...[...rows].reverse().map((row) => `${x(row.metres)},${y(row[field][0])}`)].join(" ");
  return html`<figure><svg class="chart" viewBox=${`0 0 ${width} ${HEIGHT}`} role="img" aria-label="Share of items within each distance of a record, with 90 % intervals, beside what chance gives; the table below has the figures">
    ${[0, 0.25, 0.5, 0.75, 1].map((share) => html`<line class="axis" x1=${LEFT} x2=${width - 12} y1=${y(share)} y2=${y(share)} /><text x=${LEFT - 6} y=${y(share) + 4} text-anchor="end">${share * 100} %</text>`)}
    ${rows.map((row) => html`<text x=${x(row.metres)} y=${HEIGHT - 14} text-anchor="middle">${words.number(row.metres)}</text>`)}
    <text x=${(LEFT + width) / 2} y=${HEIGHT - 1} text-anchor="middle">metres</text>
    <polygon class="interval" points=${band("interval90")} /><polygon class="interval" points=${band("null_interval90")} style=${{ fill: "var(--series-5)" }} />
    <polyline class="series-line" stroke="var(--series-1)" points=${line((row) => row.rate)} />
    <polyline class="series-line" stroke="var(--series-5)" stroke-dasharray="6 3" points=${line((row) => row.null)} />
    ${rows.map((row) => html`<circle class="point" fill="var(--series-1)" cx=${x(row.metres)} cy=${y(row.rate)} r="4"><title>${`${row.metres} m: ${words.percent(row.rate)}`}</title></circle>`)}
  </svg>
  <ul class="legend"><li><svg width="22" height="8" aria-hidden="true"><line x1="0" x2="22" y1="4" y2="4" stroke="var(--series-1)" stroke-width="2" /></svg> within this distance of a record (90 % interval shaded)</li>
    <li><svg width="22" height="8" aria-hidden="true"><line x1="0" x2="22" y1="4" y2="4" stroke="var(--series-5)" stroke-width="2" stroke-dasharray="6 3" /></svg> what chance alone would give</li></ul></figure>`;
}

/** @param {{model: any}} props */
function Model({ model }) {
  return html`<dl class="facts">
    <dt>Events on mapped ground, position errors allowed for</dt><dd><strong>${words.percent(model.sensitivity.median)}</strong>, 90 % interval ${between(model.sensitivity.interval90)}</dd>
    <dt>From</dt><dd>${words.plural(model.items, "item")} in ${words.plural(model.events, "event")}; ${words.plural(model.outside_extent, "item")} outside the ground that the records claim to cover</dd></dl>
    ${(model.by_exposure ?? []).length > 0 && html`<h3>If people enter mapped ground r times as often as other ground</h3>
    <div class="table-frame"><table><thead><tr><th scope="col">r</th><th scope="col" class="number">Of all items, on the map</th><th scope="col">90 % interval</th></tr></thead>
      <tbody>${(model.by_exposure ?? []).map((/** @type {any} */ row) => html`<tr><th scope="row">${words.number(row.relative_exposure)}</th><td class="number">${words.percent(row.sensitivity)}</td><td>${between(row.interval90)}</td></tr>`)}</tbody></table></div>`}`;
}

/** @param {{rows: any[]}} props */
function Rows({ rows }) {
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Hits by distance"><table>
    <thead><tr><th scope="col" class="number">Metres</th><th scope="col" class="number">Hits</th><th scope="col" class="number">Undetermined</th><th scope="col" class="number">Share</th><th scope="col">90 % interval</th><th scope="col" class="number">By chance</th><th scope="col" class="number">Area covered</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr><th scope="row" class="number">${words.number(row.metres)}</th><td class="number">${row.hits}</td><td class="number">${row.undetermined}</td><td class="number">${words.percent(row.rate)}</td><td>${between(row.interval90)}</td><td class="number">${words.percent(row.null)}</td><td class="number">${words.percent(row.area_share)}</td></tr>`)}</tbody></table></div>`;
}

/** What reports say of such records, beside it. @param {{quoted: any}} props */
function Quoted({ quoted }) {
  const figures = quoted.figures ?? quoted.claims ?? quoted.items ?? (Array.isArray(quoted) ? quoted : []);
  if (figures.length === 0) return null;
  return html`<section class="block"><h2>What reports quote</h2><ul>${figures.map((/** @type {any} */ one) => html`<li><p><a href=${links.sentence(one.claim)}>${label("measure", one.measure)}: ${words.range(one.percent)}</a>, <${Said} by=${one.said_by} otherwise=${`by ${one.document}`} />${one.as_of ? ` (${words.date(one.as_of)})` : ""}. It could mean:</p>
    <ul class="ways-of">${(one.ways ?? []).map((/** @type {any} */ way) => html`<li>${way.holds ? "this, which would hold: " : "this, which would not hold: "}${way.note}</li>`)}</ul></li>`)}</ul></section>`;
}
