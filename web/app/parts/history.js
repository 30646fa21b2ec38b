// What people decided about a thing, and taking it back by a further decision.

import { html, useState } from "../lib/html.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { Decide, mayDecide } from "./decide.js";

/** @typedef {import("../lib/types.js").Decision} Decision */

/** @param {{decisions: Decision[], seen: number, reload: () => void}} props */
export function History({ decisions, seen, reload }) {
  return html`<section class="block"><h2>Decisions</h2>
    ${decisions.length === 0 ? html`<p class="muted">Nobody has decided anything about this yet.</p>`
      : html`<${Log} decisions=${decisions} seen=${seen} reload=${reload} />`}
  </section>`;
}

/** @param {{decisions: Decision[], seen: number, reload: () => void}} props */
export function Log({ decisions, seen, reload }) {
  const [undoing, setUndoing] = useState(/** @type {number | null} */ (null));
  const gone = withdrawn(decisions);
  return html`<ol class="log">${decisions.map((one) => html`<li id=${`decision-${one.number}`}>
      <span class="muted">${one.number}</span>
      <div><span class=${gone.has(one.number) ? "withdrawn" : ""}><${Told} decision=${one} /></span>
        <div>“${one.why}”</div>
        <div class="muted">${one.by}, ${words.moment(one.at)}${gone.has(one.number) ? `; taken back by decision ${gone.get(one.number)}` : ""}</div></div>
      ${mayDecide() && !gone.has(one.number) && html`<button class="plain" onClick=${() => setUndoing(one.number)}>Take back …</button>`}
    </li>`)}</ol>
    ${undoing !== null && html`<${Decide} of=${{ decide: "withdraw", decision: undoing }} seen=${seen} close=${() => setUndoing(null)} done=${reload} />`}`;
}

/** What was decided, in words. @param {{decision: Decision}} props */
function Told({ decision }) {
  const { action } = decision;
  const claim = (/** @type {string} */ id) => html`<a href=${links.claim(id)}>${id}</a>`;
  const many = (/** @type {string[]} */ ids) => ids.map((id, index) => html`${index > 0 && ", "}${claim(id)}`);
  switch (action.decide) {
    case "accept": return html`Accepted claim ${claim(action["claim"])}`;
    case "reject": return html`Rejected claim ${claim(action["claim"])}`;
    case "correct": return html`Corrected ${action["field"]} to ${words.value(action["value"])} in what holds claim ${claim(action["claim"])}`;
    case "merge": return html`Merged claims ${many(action["claims"])}`;
    case "split": return html`Set claims ${many(action["claims"])} apart from ${many(action["from"])}`;
    case "place": return html`Placed claim ${claim(action["claim"])} at ${words.position({ lat: action["lat"], lon: action["lon"], precision: action["precision"] })}${action["name"] ? ` (${action["name"]})` : ""}`;
    case "settle": return html`Settled the contradiction between claims ${many(action["claims"])}: ${verdict(action["verdict"])}`;
    case "withdraw": return html`Took back <a href=${`/decisions#decision-${action["decision"]}`}>decision ${action["decision"]}</a>`;
    default: return html`${words.capital(label("decision", action.decide))}`;
  }
}

/** What a contradiction was settled with, in words. @param {any} verdict */
export function verdict(verdict) {
  if (verdict === "all_stand") return "all figures stand";
  if (verdict === "none_stands") return "none of the figures stands";
  return `${words.value(verdict?.holds)} holds`;
}

/** Decisions that hold no longer, with the one that took each back. @param {Decision[]} decisions */
function withdrawn(decisions) {
  /** @type {Map<number, number>} */
  const gone = new Map();
  const backwards = [...decisions].sort((a, b) => b.number - a.number);
  for (const one of backwards) {
    if (one.action.decide === "withdraw" && !gone.has(one.number)) gone.set(one.action["decision"], one.number);
  }
  return gone;
}
