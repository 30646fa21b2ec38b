// One claim: what one document says about one thing, and what became of it.

import { html, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { VOCABULARY, label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { RegisterMap } from "../map/map.js";
import { Acts, actsOnClaim } from "../parts/acts.js";
import { Decide } from "../parts/decide.js";
import { Heading } from "../parts/heading.js";
import { History } from "../parts/history.js";
import { Loaded } from "../parts/states.js";
import { Quotes, Standing } from "../parts/marks.js";

/** Fields told elsewhere on the page, or in no words for people. */
const LEFT_OUT = new Set(["id", "evidence", "geometry", "extent", "attribution", "repairs", "kind"]);

/** @param {import("../lib/types.js").PageProps} props */
export default function ClaimPage({ id }) {
  const data = useData(`/claims/${encodeURIComponent(id)}`);
  return html`<${Loaded} of=${data}>${(/** @type {any} */ answer) => html`<${Claim} answer=${answer} reload=${data.reload} />`}<//>`;
}

/** @param {{answer: any, reload: () => void}} props */
function Claim({ answer, reload }) {
  const { claim, document, held_by: heldBy, standing, decisions = [], seen } = answer;
  const said = claim.said ?? {};
  const [deciding, setDeciding] = useState(/** @type {any} */ (null));
  const holders = [heldBy ?? []].flat().filter(Boolean);
  const box = said.geometry ? boxOf(said.geometry) : null;
  return html`
    <${Heading} kind=${`Claim ${claim.id}`} title=${`${words.capital(label("claim", claim.kind))}${said.reference ? ` ${said.reference}` : ""}`}>
      <${Acts} acts=${actsOnClaim({ claim, isHeld: holders.length > 0 })} ask=${setDeciding} />
    <//>
    <p>In <a href=${links.documentAt(document?.id ?? claim.document, claim.id)}>${document?.title || document?.label || claim.document}</a>
      <${Standing} standing=${standing} />${holders.length > 0 && html`; it counts towards ${holders.map((one, index) => html`${index > 0 && ", "}<a href=${links.thing(one.id ?? one)}>${one.id ?? one}</a>`)}`}</p>
    <div class="columns"><dl class="facts">${Object.entries(said).filter(([field, value]) => !LEFT_OUT.has(field) && value !== null && value !== "").map(([field, value]) => html`
        <dt>${words.capital(field.replace(/_m2?$/, "").replaceAll("_", " "))}</dt><dd>${told(claim.kind, field, value)}</dd>`)}</dl>
      ${box && html`<${RegisterMap} filter=${{}} box=${box} shape=${said.geometry} size="small" label="Map around it" />`}</div>
    ${(said.repairs ?? []).length > 0 && html`<section class="block"><h2>Mended or in doubt</h2>
      <ul>${said.repairs.map((/** @type {any} */ one) => html`<li>${label("repair_kind", one.kind)} <span class="muted">${one.note}</span></li>`)}</ul></section>`}
    <section class="block"><h2>In the document’s words</h2><${Quotes} evidence=${said.evidence} claim=${claim.id} most=${12} /></section>
    <${History} decisions=${decisions} seen=${seen} reload=${reload} />
    ${deciding && html`<${Decide} of=${deciding} seen=${seen} close=${() => setDeciding(null)} done=${reload} />`}
  `;
}

/** @param {string} kind @param {string} field @param {any} value */
function told(kind, field, value) {
  /** @type {Record<string, string>} */
  const vocabularies = {
    device: "device", category: "device", action: "find_action", measure: "measure", basis: "evidence_class",
    status: kind === "incident" ? "incident_status" : "land_status", group: "tally_group",
  };
  if (field.endsWith("_m2") && typeof value === "number") return words.area(value);
  if (field === "position_error_m") return words.metres(value);
  const vocabulary = vocabularies[field];
  return words.value(value, (code) => vocabulary && VOCABULARY[vocabulary]?.[code] ? label(vocabulary, code) : code);
}

/** @param {any} geometry @returns {[number, number, number, number]} */
function boxOf(geometry) {
  const flat = /** @type {number[]} */ (geometry.coordinates.flat(Infinity));
  const [xs, ys] = [flat.filter((_, index) => index % 2 === 0), flat.filter((_, index) => index % 2 === 1)];
  const least = (/** @type {number[]} */ all) => all.reduce((a, b) => Math.min(a, b));
  const most = (/** @type {number[]} */ all) => all.reduce((a, b) => Math.max(a, b));
  return [least(xs), least(ys), most(xs), most(ys)];
}
