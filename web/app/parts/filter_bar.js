// The filter that all pages share, as a form. It writes the address; the pages read it there.

import { html, useEffect, useState } from "../lib/html.js";
import { go } from "../lib/router.js";
import { FIELDS, LABELS, at, changed, filterOf, isPeriod } from "../lib/filter.js";
import { VOCABULARY, label } from "../lib/vocabulary.js";

/** @typedef {import("../lib/filter.js").Filter} Filter */

const TEXT_FIELDS = ["from", "to", "place", "country", "source"];
/** @type {Record<string, string>} */
const HINTS = { from: "2021, 2021-06 or 2021-06-04", to: "2021, 2021-06 or 2021-06-04", place: "village or district" };

/** @param {{address: import("../lib/types.js").Address}} props */
export function FilterBar({ address }) {
  const filter = filterOf(address.query);
  const [draft, setDraft] = useState(filter);
  const [open, setOpen] = useState(false);
  useEffect(() => setDraft(filter), [address.path, address.query.toString()]);
  /** @param {Filter} next */
  const apply = (next) => go(at(address.path, next, { sort: address.query.get("sort") }));
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    if (!wrongDate(draft)) apply(draft);
  };
  /** @param {string} field */
  const write = (field) => (/** @type {Event} */ event) => setDraft(changed(draft, field, valueOf(event)));
  /** @param {string} field */
  const choose = (field) => (/** @type {Event} */ event) => apply(changed(draft, field, valueOf(event)));
  const wrong = wrongDate(draft);
  return html`<form class="filter" role="search" aria-label="Filter" onSubmit=${submit}>
    <div class="filter-line">
      <label class="grow">${LABELS["text"]}<input id="filter-text" type="search" value=${draft["text"] ?? ""} onInput=${write("text")} onChange=${submit} placeholder="in any field" /></label>
      <button type="button" class="plain" aria-expanded=${open} aria-controls="filter-more" onClick=${() => setOpen(!open)}>${open ? "Fewer fields" : "More fields"}</button>
      <button>Apply</button>
    </div>
    <div id="filter-more" class="filter-more" hidden=${!open}>
      ${TEXT_FIELDS.map((field) => html`<label>${LABELS[field]}<input
        name=${field} value=${draft[field] ?? ""} onInput=${write(field)} placeholder=${HINTS[field] ?? ""}
        aria-invalid=${wrong === field} size=${field === "from" || field === "to" ? 10 : 16} autocomplete="off" /></label>`)}
      <${Choice} field="device" filter=${draft} onChange=${choose("device")} />
      <${Choice} field="grade" filter=${draft} onChange=${choose("grade")} />
    </div>
    ${wrong && html`<p class="filter-wrong" role="alert">“${draft[wrong]}” is no date: write a year, a month or a day, as 2021, 2021-06 or 2021-06-04.</p>`}
    <${Active} filter=${filter} apply=${apply} />
  </form>`;
}

/** @param {{field: string, filter: Filter, onChange: (event: Event) => void}} props */
function Choice({ field, filter, onChange }) {
  const codes = Object.keys(VOCABULARY[field] ?? {});
  return html`<label>${LABELS[field]}<select name=${field} value=${filter[field] ?? ""} onChange=${onChange}>
    <option value="">any</option>
    ${codes.map((code) => html`<option value=${code} selected=${filter[field] === code}>${label(field, code)}</option>`)}
  </select></label>`;
}

/** The filter in force; each part can be taken out. @param {{filter: Filter, apply: (next: Filter) => void}} props */
function Active({ filter, apply }) {
  const fields = FIELDS.filter((field) => filter[field]);
  if (fields.length === 0) return null;
  return html`<ul class="active-filter" aria-label="Filter in force">
    ${fields.map((field) => html`<li><button type="button" onClick=${() => apply(changed(filter, field, ""))}
      aria-label=${`Take out ${LABELS[field]}: ${filter[field]}`}>
      <span class="muted">${LABELS[field]}</span> ${shown(field, filter[field] ?? "")} <span aria-hidden="true">×</span></button></li>`)}
    ${fields.length > 1 && html`<li><button type="button" class="plain" onClick=${() => apply({})}>Take out all</button></li>`}
  </ul>`;
}

/** @param {string} field @param {string} value */
function shown(field, value) {
  return field === "device" || field === "grade" || field === "measure" ? label(field, value) : value.replaceAll("_", " ");
}

/** @param {Filter} filter */
function wrongDate(filter) {
  return ["from", "to"].find((field) => filter[field] && !isPeriod(filter[field] ?? ""));
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement} */ (event.target).value.trim();
}
