// Figures that cannot all be true: both sides with their sentences, and settling which stands.

import { html, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { useKeys } from "../lib/keys.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { Decide, mayDecide } from "../parts/decide.js";
import { Heading } from "../parts/heading.js";
import { History } from "../parts/history.js";
import { Loaded } from "../parts/states.js";
import { Quotes, Said, Standing } from "../parts/marks.js";

/** @param {import("../lib/types.js").PageProps} props */
export default function ContradictionPage({ id }) {
  const data = useData(`/contradictions/${encodeURIComponent(id)}`);
  return html`<${Loaded} of=${data}>${(/** @type {any} */ answer) => html`<${Contradiction} answer=${answer} reload=${data.reload} />`}<//>`;
}

/** Also shown within the review. @param {{answer: any, reload: () => void, inner?: boolean}} props */
export function Contradiction({ answer, reload, inner = false }) {
  const { finding, sides = [], status, decisions = [], seen } = answer;
  const [deciding, setDeciding] = useState(/** @type {any} */ (null));
  const [chosen, setChosen] = useState(0);
  const side = sides[chosen];
  const decide = (/** @type {string} */ what) => side && mayDecide() && setDeciding({ decide: what, claim: side.claim, title: what === "accept" ? "This figure stands" : "This figure does not count" });
  useKeys("Contradiction", [
    ...sides.slice(0, 9).map((/** @type {any} */ _, /** @type {number} */ index) => ({ key: String(index + 1), does: `choose side ${index + 1}`, run: () => setChosen(index) })),
    { key: "a", does: "accept the chosen side", run: () => decide("accept") },
    { key: "r", does: "reject the chosen side", run: () => decide("reject") },
  ]);
  const name = `${words.capital(finding.note)}`;
  return html`
    ${inner ? html`<h2><a href=${links.thing(finding.id)}>${name}</a></h2>` : html`<${Heading} title=${name} kind=${`Contradiction ${finding.id}`} sub=${label("contradiction_kind", finding.kind)} />`}
    <p>${status === "settled" ? html`<strong>Settled</strong> by a decision; the sides stay as they are.` : html`<strong>Open.</strong> Cairn prefers neither side.`}
      ${finding.across_documents ? " The figures stand in different documents." : " The figures stand in one document."}</p>
    <div class="sides block">${sides.map((/** @type {any} */ one, /** @type {number} */ index) => html`
      <${Side} side=${one} number=${index + 1} chosen=${index === chosen} choose=${() => setChosen(index)} decide=${setDeciding} />`)}</div>
    <${History} decisions=${decisions} seen=${seen} reload=${reload} />
    ${deciding && html`<${Decide} of=${deciding} seen=${seen} close=${() => setDeciding(null)} done=${reload} />`}
  `;
}

/** @param {{side: any, number: number, chosen: boolean, choose: () => void, decide: (of: any) => void}} props */
function Side({ side, number, chosen, choose, decide }) {
  const of = typeof side.document === "string" ? { id: side.document, label: side.document } : side.document ?? {};
  return html`<section class=${chosen ? "side chosen" : "side"} aria-label=${`Side ${number}`} onFocusIn=${choose} onClick=${choose}>
    <p class="muted">Side ${number} <${Standing} standing=${side.standing} /></p>
    <p class="figure">${words.value(side.value)}</p>
    <p><a href=${links.documentAt(of.id ?? side.claim.split(".")[0], side.claim)}>${of.title || of.label || of.id}</a>
      ${of.publisher && html` <span class="muted">${of.publisher}${of.published ? `, ${words.date(of.published)}` : ""}</span>`}</p>
    <p><${Said} by=${side.said_by} /></p>
    <${Quotes} evidence=${side.evidence} claim=${side.claim} />
    ${mayDecide() && html`<div class="actions">
      <button onClick=${() => decide({ decide: "accept", claim: side.claim, title: "This figure stands" })}>This figure stands …</button>
      <button onClick=${() => decide({ decide: "reject", claim: side.claim, title: "This figure does not count" })}>It does not count …</button>
    </div>`}
  </section>`;
}
