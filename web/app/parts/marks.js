// Small marks that several pages use. What they say is in words or signs, never only in colour.

import { html } from "../lib/html.js";
import { label } from "../lib/vocabulary.js";
import * as words from "../lib/words.js";
import { sentence } from "../lib/links.js";

/** @param {{grade: string | null | undefined, brief?: boolean}} props */
export function Grade({ grade, brief = false }) {
  const text = label("grade", grade);
  return html`<span class="grade" title=${brief ? text : null}>${brief ? text.split(" by ")[0] : text}</span>`;
}

/** Whether a claim counts; nothing where it simply does. @param {{standing: string | undefined}} props */
export function Standing({ standing }) {
  if (!standing || standing === "live") return null;
  return html`<span class=${`standing standing-${standing}`}>${label("standing", standing)}</span>`;
}

/** A value that other sources give otherwise. */
export function Differs() {
  return html`<span class="differs" title="Sources differ"><span aria-hidden="true">≠</span><span class="sr"> sources differ</span></span>`;
}

/** Who says so. @param {{by: string[] | string | null | undefined, otherwise?: string}} props */
export function Said({ by, otherwise = "the publisher’s own account" }) {
  const names = typeof by === "string" ? [by] : by ?? [];
  return html`<span class="said">${names.length ? `according to ${names.join(", who cites ")}` : otherwise}</span>`;
}

/**
 * Words of a document, which lead to their place in it.
 * @param {{evidence: import("../lib/types.js").Evidence[] | undefined, claim: string, most?: number}} props
 */
export function Quotes({ evidence, claim, most = 4 }) {
  const all = evidence ?? [];
  if (all.length === 0) return null;
  return html`<div class="quotes">
    ${all.slice(0, most).map((one) => html`<a class="quote" href=${sentence(claim)}><q>${one.text.trim()}</q></a>`)}
    ${all.length > most && html`<a class="quote more" href=${sentence(claim)}>${words.plural(all.length - most, "more passage")} in the document</a>`}
  </div>`;
}

/** A place with how well its position is known. @param {{place: import("../lib/types.js").Place | null | undefined}} props */
export function PlaceLine({ place }) {
  const position = place ? words.position(place) : "";
  return html`<span>${words.place(place)}</span>${position && html`<span class="muted"> (${position})</span>`}`;
}
