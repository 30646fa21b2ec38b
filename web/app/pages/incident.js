// One incident: the derived values beside what every source says, each leading to its sentence.

import { html, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { RegisterMap } from "../map/map.js";
import { Acts, actsOnThing } from "../parts/acts.js";
import { Decide, mayDecide } from "../parts/decide.js";
import { Heading } from "../parts/heading.js";
import { History } from "../parts/history.js";
import { Loaded } from "../parts/states.js";
import { Differs, Grade, Quotes, Said, Standing } from "../parts/marks.js";

/** @param {import("../lib/types.js").PageProps} props */
export default function IncidentPage({ id }) {
  const data = useData(`/incidents/${encodeURIComponent(id)}`);
  return html`<${Loaded} of=${data}>${(/** @type {any} */ answer) => html`<${Incident} answer=${answer} reload=${data.reload} />`}<//>`;
}

/** Also shown within the review. @param {{answer: any, reload: () => void, inner?: boolean}} props */
export function Incident({ answer, reload, inner = false }) {
  const { incident, grid = [], reports = [], findings = [], decisions = [], seen } = answer;
  const [deciding, setDeciding] = useState(/** @type {any} */ (null));
  const known = [words.date(incident.date), words.place(incident.place)].filter((one) => one !== words.NOT_STATED);
  const title = known.join(", ") || `${words.capital(label("device", incident.device))}, day and place not stated`;
  const all = (incident.reports ?? []).map((/** @type {any} */ one) => one.claim);
  return html`
    ${inner ? html`<h2><a href=${links.thing(incident.id)}>${title}</a></h2>` : html`
      <${Heading} title=${title} kind=${`Incident ${incident.id}`}>
        <${Acts} acts=${actsOnThing({ kind: "incident", claims: all, place: incident.place, reports })} ask=${setDeciding} />
      <//>`}
    <${Facts} incident=${incident} />
    ${findings.length > 0 && html`<${Findings} findings=${findings} />`}
    <section class="block"><h2>What each source says</h2>
      <${Grid} grid=${grid} reports=${reports} />
    </section>
    ${!inner && html`<div class="columns">
      <section class="block"><h2>Reports, and why they are taken for one occasion</h2>
        <ul class="stack">${reports.map((/** @type {any} */ report) => html`<${Report} report=${report} decide=${setDeciding} />`)}</ul>
        <${NearMisses} links=${(incident.links ?? []).filter((/** @type {any} */ link) => !link.joined)} />
      </section>
      ${hasPosition(incident.place) && html`<section class="block"><h2>Where</h2>
        <${RegisterMap} filter=${{}} box=${around(incident.place)} size="small" label="Map around the incident"
          spot=${{ lat: incident.place.lat, lon: incident.place.lon, precision: incident.place.precision ?? 0 }} />
        <p class="muted">${words.position(incident.place)}${incident.place.gazetteer_id ? `, by ${incident.place.gazetteer_id}` : ", placed by hand"}</p>
      </section>`}
    </div>`}
    <${People} victims=${incident.victims ?? []} />
    <${History} decisions=${decisions} seen=${seen} reload=${reload} />
    ${deciding && html`<${Decide} of=${deciding} seen=${seen} close=${() => setDeciding(null)} done=${reload} />`}
  `;
}

/** @param {{incident: any}} props */
function Facts({ incident }) {
  return html`<dl class="facts">
    <dt>Grade</dt><dd><${Grade} grade=${incident.grade} />${incident.grade_reason && html` <span class="muted">${incident.grade_reason}</span>`}</dd>
    <dt>Status</dt><dd>${label("incident_status", incident.status)}</dd>
    <dt>Sources</dt><dd>${(incident.sources ?? []).join("; ") || "the publishers’ own accounts"}</dd>
  </dl>`;
}

/** The grid. A source that says otherwise is marked by a sign and a bar, not only by colour. */
/** @param {{grid: any[], reports: any[]}} props */
function Grid({ grid, reports }) {
  const columns = columnsOf(grid, reports);
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Derived values and each source’s version"><table class="grid">
    <thead><tr><th scope="col">Field</th><th scope="col" class="derived">Cairn derives</th>
      ${columns.map((column) => html`<th scope="col"><a href=${links.documentAt(column.document, column.claim)}>${column.label ?? column.name}</a>
        ${column.publisher && html`<span class="said">${column.publisher}</span>`}<${Said} by=${column.said_by} /> <${Standing} standing=${column.standing} /></th>`)}
    </tr></thead>
    <tbody>${grid.map((row) => html`<tr>
      <th scope="row">${row.label ?? row.field}${row.differs && html` <${Differs} />`}</th>
      <td class="derived">${shown(row.field, row.derived)}</td>
      ${columns.map((column) => html`<${Cell} field=${row.field} derived=${row.derived} version=${(row.versions ?? []).find((/** @type {any} */ one) => one.claim === column.claim)} />`)}
    </tr>`)}</tbody>
  </table></div>`;
}

/** Fields of which versions are compared as they are; names of places are spelled in many ways. */
const COMPARED = ["killed", "injured", "date", "device", "status"];

/** @param {{field: string, derived: any, version: any}} props */
function Cell({ field, derived, version }) {
  if (!version) return html`<td class="not-counted">${words.NOT_STATED}</td>`;
  const isOther = version.differs || (COMPARED.includes(field) && version.value !== null && JSON.stringify(version.value) !== JSON.stringify(derived));
  const classes = [isOther && "other", version.counts === false && "not-counted"].filter(Boolean).join(" ");
  return html`<td class=${classes}>
    <a class="value" href=${links.documentAt(version.document, version.claim)}>${shown(field, version.value)}</a>
    ${isOther && html` <${Differs} />`}
    <${Quotes} evidence=${(version.evidence ?? []).slice(0, 1)} claim=${version.claim} />
  </td>`;
}

/** One column a report, in the order of the reports. @param {any[]} grid @param {any[]} reports */
function columnsOf(grid, reports) {
  const columns = new Map();
  for (const report of reports) {
    const of = report.document;
    const name = typeof of === "string" ? of : of?.label ?? of?.id;
    columns.set(report.claim, { claim: report.claim, document: typeof of === "string" ? of : of?.id, name, label: name, publisher: of?.publisher, standing: report.standing });
  }
  for (const row of grid) {
    for (const version of row.versions ?? []) {
      const column = columns.get(version.claim) ?? { claim: version.claim, document: version.document, name: version.source_name ?? version.document };
      column.said_by ??= version.said_by;
      column.name = version.source_name ?? column.name;
      columns.set(version.claim, column);
    }
  }
  return [...columns.values()];
}

/** @type {Record<string, string>} */
const VOCABULARIES = { device: "device", category: "device", status: "incident_status", grade: "grade", action: "find_action" };

/** @param {string} field @param {any} value */
export function shown(field, value) {
  const vocabulary = VOCABULARIES[field];
  return words.value(value, (code) => vocabulary ? label(vocabulary, code) : code);
}

/** @param {{findings: any[]}} props */
function Findings({ findings }) {
  return html`<section class="block"><h2>Figures that cannot all be true</h2>
    <ul>${findings.map((one) => html`<li><a href=${links.thing(one.id)}>${one.note}</a> <span class="muted">(${label("contradiction_kind", one.kind)})</span></li>`)}</ul>
  </section>`;
}

/** @param {{report: any, decide: (of: any) => void}} props */
function Report({ report, decide }) {
  const of = typeof report.document === "string" ? { id: report.document, label: report.document } : report.document ?? {};
  const why = [report.why_linked ?? []].flat().filter(Boolean);
  return html`<li>
    <a href=${links.documentAt(of.id, report.claim)}>${of.title || of.label || of.id}</a> <${Standing} standing=${report.standing} />
    <div class="muted">${[of.publisher ?? "publisher not stated", of.published ? words.date(of.published) : "no date"].join(", ")}${of.superseded_by ? html`; replaced by <a href=${links.documentAt(of.superseded_by)}>a later version</a>` : ""}</div>
    ${why.length > 0 && html`<div>${why.map(reason).join("; ")}</div>`}
    ${mayDecide() && html`<div class="actions"><button class="plain" onClick=${() => decide({ decide: "accept", claim: report.claim })}>Accept …</button>
      <button class="plain" onClick=${() => decide({ decide: "reject", claim: report.claim })}>Reject …</button></div>`}
  </li>`;
}

/** @param {any} why */
function reason(why) {
  return typeof why === "string" ? why : why.why ?? JSON.stringify(why);
}

/** @param {{links: any[]}} props */
function NearMisses({ links: all }) {
  if (all.length === 0) return null;
  return html`<details><summary>${words.plural(all.length, "near miss", "near misses")}: alike, and not joined</summary>
    <ul>${all.map((link) => html`<li><a href=${links.claim(link.a)}>${link.a}</a> and <a href=${links.claim(link.b)}>${link.b}</a>: ${link.why}</li>`)}</ul></details>`;
}

/** @param {{victims: any[]}} props */
function People({ victims }) {
  if (victims.length === 0) return null;
  return html`<section class="block"><h2>People named or described</h2>
    <ul class="stack">${victims.map((one) => html`<li><strong>${one.name ?? "not named"}</strong>, ${label("outcome", one.outcome)}, ${label("victim_group", one.group)}${one.sex ? `, ${one.sex}` : ""}${one.age !== null && one.age !== undefined ? `, aged ${one.age}` : ""}${one.occupation ? `, ${one.occupation}` : ""}
      ${(one.also_spelled ?? []).length > 0 && html` <span class="muted">also spelled ${one.also_spelled.join(", ")}</span>`}
      <span class="claim-links">${(one.claims ?? []).map((/** @type {string} */ claim, /** @type {number} */ index) => html`<a href=${links.sentence(claim)}>${index === 0 ? "where it says so" : `and ${index + 1}`}</a>`)}</span></li>`)}</ul>
  </section>`;
}

/** @param {any} place */
function hasPosition(place) {
  return typeof place?.lat === "number" && typeof place?.lon === "number";
}

/** @param {any} place @returns {[number, number, number, number]} */
function around({ lat, lon, precision }) {
  const reach = Math.max(0.1, ((precision ?? 2000) / 111_000) * 1.3);
  return [lon - reach / Math.cos((lat * Math.PI) / 180), lat - reach, lon + reach / Math.cos((lat * Math.PI) / 180), lat + reach];
}
