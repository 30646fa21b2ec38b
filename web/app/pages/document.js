// One document: its text with the claims that were read from it, hovered both ways; its versions.
//
// The text is of somebody else. It is put on the page as text nodes and nothing else.

import { html, useEffect, useMemo, useState } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { label } from "../lib/vocabulary.js";
import { pieces } from "../lib/spans.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { Heading } from "../parts/heading.js";
import { Loaded } from "../parts/states.js";
import { Said, Standing } from "../parts/marks.js";

/** Longer texts, as of layers with thousands of rows, are shown in part. */
const MOST_LETTERS = 200_000;

/** @param {import("../lib/types.js").PageProps} props */
export default function DocumentPage({ id, address }) {
  const data = useData(`/documents/${encodeURIComponent(id)}`);
  return html`<${Loaded} of=${data}>${(/** @type {any} */ answer) => html`<${Doc} answer=${answer} chosen=${address.hash} />`}<//>`;
}

/** @param {{answer: any, chosen: string}} props */
function Doc({ answer, chosen }) {
  const { document: of, claims = [], versions = [], difference, notes = [] } = answer;
  const meta = { ...of, ...of.meta };
  const text = answer.text ?? "";
  const [active, setActive] = useState("");
  const shownText = text.slice(0, MOST_LETTERS);
  const leftOut = text.length - shownText.length + (answer.text_left_out ?? 0);
  const parts = useMemo(() => pieces(shownText, claims), [shownText, claims]);
  const kinds = useMemo(() => new Map(claims.map((/** @type {any} */ one) => [one.id, one.kind])), [claims]);
  useEffect(() => {
    if (!chosen) return;
    const target = document.querySelector(`[data-begins~="${CSS.escape(chosen)}"]`) ?? document.getElementById(chosen);
    target?.scrollIntoView({ block: "center" });
    setActive(chosen);
  }, [chosen, claims]);
  return html`
    <${Heading} title=${meta.title || meta.label} kind=${`Document ${meta.label ?? ""}`}
      sub=${[meta.publisher ?? "publisher not stated", meta.published ? words.date(meta.published) : "no date of publication", meta.language].filter(Boolean).join(", ")}>
      <a class="button" href=${`/documents/${encodeURIComponent(meta.id)}/original`} download data-outside>The file as it came</a>
    <//>
    <${Versions} versions=${versions} here=${meta.id} supersededBy=${meta.superseded_by} />
    ${notes.length > 0 && html`<ul class="hint">${notes.map((/** @type {any} */ note) => html`<li>${label("note_kind", note.kind)}: ${note.text}</li>`)}</ul>`}
    <${KindKey} claims=${claims} />
    <div class="reading">
      <div class="text" lang=${meta.language ?? null} dir="auto">${parts.map((piece) => html`<${Piece} piece=${piece} kinds=${kinds} active=${active} chosen=${chosen} setActive=${setActive} />`)}${leftOut > 0 && html`
        <p class="hint">The text goes on for ${words.number(leftOut)} more letters; the file as it came has all of it.</p>`}</div>
      <aside aria-label="Claims read from this document"><h2>${words.plural(answer.claims_total ?? claims.length, "claim")}${claims.length < (answer.claims_total ?? 0) ? `, the first ${words.number(claims.length)} shown` : ""}</h2>
        <ul class="claims">${claims.map((/** @type {any} */ claim) => html`<${Card} claim=${claim} active=${active === claim.id} chosen=${chosen === claim.id} setActive=${setActive} />`)}</ul>
        ${claims.length === 0 && html`<p class="muted">Nothing was read from it.</p>`}
      </aside>
    </div>
    ${difference && html`<${Difference} difference=${difference} />`}
  `;
}

/** @param {{piece: import("../lib/spans.js").Piece, kinds: Map<string, string>, active: string, chosen: string, setActive: (id: string) => void}} props */
function Piece({ piece, kinds, active, chosen, setActive }) {
  const first = piece.claims[0];
  if (!first) return piece.text;
  // What the address names stays lit wherever the pointer happens to rest.
  const lit = [active, chosen].find((id) => piece.claims.includes(id));
  const classes = ["piece", `of-${kinds.get(lit ?? first)}`, lit && "active", piece.claims.length > 1 && "several"].filter(Boolean).join(" ");
  const enter = () => setActive(first);
  const begins = piece.begins.join(" ") || null;
  // Only where a claim begins does the keyboard stop; all of it answers to the pointer.
  if (!begins) return html`<span class=${classes} onMouseEnter=${enter}>${piece.text}</span>`;
  return html`<a class=${classes} data-begins=${begins} href=${`#${encodeURIComponent(piece.begins[0] ?? first)}`}
    title=${piece.claims.map((id) => `${label("claim", kinds.get(id))} ${id}`).join("; ")}
    onMouseEnter=${enter} onFocus=${() => setActive(piece.begins[0] ?? first)}>${piece.text}</a>`;
}

/** @param {{claim: any, active: boolean, chosen: boolean, setActive: (id: string) => void}} props */
function Card({ claim, active, chosen, setActive }) {
  const holders = [claim.held_by ?? []].flat().filter(Boolean).map((one) => one.id ?? one);
  const enter = () => setActive(claim.id);
  useEffect(() => {
    const card = document.getElementById(claim.id);
    const list = card?.closest(".claims");
    // The list alone is moved, and only where it is one that scrolls: the text stays where it is read.
    if (!active || !card || !list || list.scrollHeight <= list.clientHeight) return;
    const [inner, outer] = [card.getBoundingClientRect(), list.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - outer.height / 3;
  }, [active]);
  return html`<li id=${claim.id} class=${`claim of-${claim.kind}${active ? " active" : ""}${chosen ? " chosen" : ""}`} onMouseEnter=${enter} onFocusIn=${enter}>
    <div class="kind-name"><span>${words.capital(label("claim", claim.kind))}</span><${Standing} standing=${claim.standing} /></div>
    <div>${claim.label ?? claim.id}</div>
    ${claim.said_by && html`<${Said} by=${claim.said_by} />`}
    <div class="claim-links"><a href=${`#${encodeURIComponent(claim.id)}`}>In the text</a>
      ${holders.map((id) => html`<a href=${links.thing(id)}>${id}</a>`)}
      <a href=${links.claim(claim.id)}>Claim</a></div>
  </li>`;
}

/** What each underline stands for; it differs in line as well as in colour. @param {{claims: any[]}} props */
function KindKey({ claims }) {
  const kinds = [...new Set(claims.map((one) => one.kind))];
  if (kinds.length === 0) return null;
  return html`<ul class="kind-key" aria-label="How claims are marked">${kinds.map((kind) => html`<li><span class=${`piece of-${kind}`}>${label("claim", kind)}</span></li>`)}</ul>`;
}

/** @param {{versions: any[], here: string, supersededBy: string | undefined}} props */
function Versions({ versions, here, supersededBy }) {
  if (versions.length < 2 && !supersededBy) return null;
  return html`<div class="panel"><strong>Versions of this article</strong>
    <ol>${versions.map((one, index) => html`<li>${index + 1}. ${one.id === here ? html`<strong>${one.label} (shown here)</strong>` : html`<a href=${links.documentAt(one.id)}>${one.label ?? one.id}</a>`}
      <span class="muted"> ${[one.published, one.why].filter(Boolean).join("; ")}</span></li>`)}</ol>
    ${supersededBy && versions.length < 2 && html`<p>Replaced by <a href=${links.documentAt(supersededBy)}>${supersededBy}</a></p>`}
  </div>`;
}

/** @param {{difference: any}} props */
function Difference({ difference }) {
  const parts = Array.isArray(difference) ? difference : difference.parts ?? [];
  const other = Array.isArray(difference) ? null : difference.from ?? difference.with;
  if (parts.length === 0) return null;
  return html`<section class="block"><h2>What changed between the versions</h2>
    ${other && html`<p class="muted">Against <a href=${links.documentAt(other.id ?? other)}>${other.label ?? other}</a></p>`}
    <div class="difference">${parts.map((/** @type {any} */ part) => part.op === "added" ? html`<ins>${part.text}</ins>`
      : part.op === "removed" ? html`<del>${part.text}</del>` : html`<span>${part.text}</span>`)}</div>
  </section>`;
}
