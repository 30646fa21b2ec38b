// Figures that cannot all be true: both sides with their sentences, and settling which stands.

import { html, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { useKeys } from "../lib/keys.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { Acts, actsOnContradiction, holds, misread } from "../parts/acts.js";
import { Decide, mayDecide } from "../parts/decide.js";
import { Heading } from "../parts/heading.js";
import { History, verdict } from "../parts/history.js";
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
  /** @param {any} what */
  const settle = (what) => mayDecide() && setDeciding({ decide: "settle", claims: finding.claims, verdict: what, title: `Settle: ${verdict(what)}` });
  const settled = finding.settled ?? null;
  useKeys("Contradiction", sides.slice(0, 9).map((/** @type {any} */ _, /** @type {number} */ index) => ({ key: String(index + 1), does: `choose side ${index + 1}`, run: () => setChosen(index) })));
  const name = words.capital(finding.note);
  return html`
    ${inner ? html`<h2><a href=${links.thing(finding.id)}>${name}</a></h2>` : html`<${Heading} title=${name} kind=${`Contradiction ${finding.id}`} sub=${label("contradiction_kind", finding.kind)} />`}
    <p>${settled || status === "settled" ? html`<strong>Settled</strong>${settled ? `: ${verdict(settled.verdict)}` : ""}${settled?.decision ? html`, by <a href=${`/decisions#decision-${settled.decision}`}>decision ${settled.decision}</a>` : ""}. What the sides say stays as it is.` : html`<strong>Open.</strong> Cairn prefers neither side.`}
      ${finding.across_documents ? " The figures stand in different documents." : " The figures stand in one document."}</p>
    <div class="sides block">${sides.map((/** @type {any} */ one, /** @type {number} */ index) => html`
      <${Side} side=${one} number=${index + 1} chosen=${index === chosen} choose=${() => setChosen(index)} settle=${settle} decide=${setDeciding} />`)}</div>
    <${Acts} acts=${actsOnContradiction({ finding, sides, chosen, verdict })} ask=${setDeciding} />
    <${History} decisions=${decisions} seen=${seen} reload=${reload} />
    ${deciding && html`<${Decide} of=${deciding} seen=${seen} close=${() => setDeciding(null)} done=${reload} />`}
  `;
}

/** A side's figure; reports of incidents have two. @param {any} value */
function told(value) {
  const isBoth = value && typeof value === "object" && !Array.isArray(value);
  return isBoth ? `killed ${words.range(value.killed)}, injured ${words.range(value.injured)}` : words.value(value);
}

/** @param {{side: any, number: number, chosen: boolean, choose: () => void, settle: (verdict: any) => void, decide: (of: any) => void}} props */
function Side({ side, number, chosen, choose, settle, decide }) {
  const of = typeof side.document === "string" ? { id: side.document, label: side.document } : side.document ?? {};
  return html`<section class=${chosen ? "side chosen" : "side"} aria-label=${`Side ${number}`} onFocusIn=${choose} onClick=${choose}>
    <p class="muted">Side ${number} <${Standing} standing=${side.standing} /></p>
    <p class="figure">${told(side.value)}</p>
    <p><a href=${links.documentAt(of.id ?? side.claim.split(".")[0], side.claim)}>${of.title || of.label || of.id}</a>
      ${of.publisher && html` <span class="muted">${of.publisher}${of.published ? `, ${words.date(of.published)}` : ""}</span>`}</p>
    <p><${Said} by=${side.said_by} /></p>
    <${Quotes} evidence=${side.evidence} claim=${side.claim} />
    ${mayDecide() && html`<div class="actions">
      ${holds(side) && html`<button onClick=${() => settle(holds(side))}>${words.value(side.value)} holds …${chosen && html` <kbd>a</kbd>`}</button>`}
      <button class="plain" onClick=${() => decide(misread(side))}>It was misread …${chosen && html` <kbd>x</kbd>`}</button>
    </div>`}
  </section>`;
}
