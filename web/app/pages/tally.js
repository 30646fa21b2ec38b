// One quantity over time as its sources gave it: every source a line, every point leads to its claim.

import { html, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { Decide, mayDecide } from "../parts/decide.js";
import { Heading } from "../parts/heading.js";
import { Loaded } from "../parts/states.js";
import { Standing } from "../parts/marks.js";
import { SeriesChart } from "../parts/series_chart.js";
import { quantity } from "./kinds.js";

/** @param {import("../lib/types.js").PageProps} props */
export default function TallyPage({ id }) {
  const data = useData(`/tallies/${encodeURIComponent(id)}`);
  return html`<${Loaded} of=${data}>${(/** @type {any} */ answer) => html`<${Tally} answer=${answer} reload=${data.reload} />`}<//>`;
}

/** @param {{answer: any, reload: () => void}} props */
function Tally({ answer, reload }) {
  const { series, points = series.points ?? [], findings = [], seen } = answer;
  const [deciding, setDeciding] = useState(/** @type {any} */ (null));
  const unit = { area_m2: "m²", contaminated_area_m2: "m²", map_reliability_percent: "%", off_map_incidents_percent: "%", clearance_cost_usd: "US$", clearance_years: "years" };
  return html`
    <${Heading} title=${words.capital(quantity(series))} kind=${`Tally ${series.id}`} sub=${[series.period, unit[/** @type {keyof typeof unit} */ (series.measure)] ? `in ${unit[/** @type {keyof typeof unit} */ (series.measure)]}` : ""].filter(Boolean).join(", ")} />
    ${findings.length > 0 && html`<section class="panel"><h2>Figures that cannot all be true</h2>
      <ul>${findings.map((/** @type {any} */ one) => html`<li><a href=${links.thing(one.id)}>${one.note}</a> <span class="muted">(${label("contradiction_kind", one.kind)})</span></li>`)}</ul></section>`}
    <section class="block" aria-label="Chart"><${SeriesChart} points=${points} /></section>
    <div class="table-frame" tabindex="0" role="region" aria-label="Figures of this series"><table>
      <thead><tr><th scope="col">As of</th><th scope="col" class="number">Figure</th><th scope="col">Said by</th><th scope="col">Document</th><th scope="col">Marks</th>${mayDecide() && html`<th scope="col" class="decide-column">Decide</th>`}</tr></thead>
      <tbody>${points.map((/** @type {any} */ point) => html`<tr>
        <th scope="row">${point.as_of ?? "no date"}</th>
        <td class="number"><a href=${links.sentence(point.claim)}>${words.range(point.value)}</a></td>
        <td>${(point.said_by ?? []).join(", who cites ") || "the publisher"}</td>
        <td class="wide"><a href=${links.sentence(point.claim)}>${point.document?.label ?? point.document}</a> <${Standing} standing=${point.standing} /></td>
        <td>${marks(point)}</td>
        ${mayDecide() && html`<td class="decide-column"><button class="plain" onClick=${() => setDeciding({ decide: "accept", claim: point.claim })}>Accept …</button>
          <button class="plain" onClick=${() => setDeciding({ decide: "reject", claim: point.claim })}>Reject …</button></td>`}
      </tr>`)}</tbody>
    </table></div>
    ${mayDecide() && html`<p class="hint on-screen">A figure stays as its source gave it: accept it, reject what was misread, and settle what disagrees on the page of the contradiction.</p>`}
    ${deciding && html`<${Decide} of=${deciding} seen=${seen} close=${() => setDeciding(null)} done=${reload} />`}
  `;
}

/** @param {any} point */
function marks(point) {
  const all = [point.jump && html`<span title="Far from the figure before it">jump</span>`,
    ...(point.findings ?? []).map((/** @type {string} */ id) => html`<a href=${links.thing(id)}>contradiction</a>`)].filter(Boolean);
  return all.map((one, index) => html`${index > 0 && ", "}${one}`);
}
