// How the shown rows divide; choosing a part filters by it.

import { html } from "../lib/html.js";
import { LABELS, at, changed } from "../lib/filter.js";
import { label } from "../lib/vocabulary.js";
import * as words from "../lib/words.js";

/** @param {{facets: Record<string, import("../lib/types.js").Facet[]> | undefined, path: string,
 *   filter: import("../lib/filter.js").Filter, vocabularies: Record<string, string>}} props */
export function Facets({ facets, path, filter, vocabularies }) {
  const groups = Object.entries(facets ?? {}).filter(([field, parts]) => parts.length > 0 && LABELS[field]);
  if (groups.length === 0) return null;
  // On a narrow screen the list itself comes first.
  const isWide = matchMedia("(min-width: 56rem)").matches;
  return html`<div class="facets">${groups.map(([field, parts]) => html`<details open=${isWide && parts.length < 12}>
    <summary>${LABELS[field]}</summary>
    <ul>${parts.slice(0, 30).map((part) => html`<${Part} field=${field} part=${part} path=${path} filter=${filter}
      text=${vocabularies[field] ? label(vocabularies[field], part.value) : part.value} />`)}</ul>
  </details>`)}</div>`;
}

/** @param {{field: string, part: import("../lib/types.js").Facet, path: string,
 *   filter: import("../lib/filter.js").Filter, text: string}} props */
function Part({ field, part, path, filter, text }) {
  const isOn = filter[field] === part.value;
  return html`<li><a href=${at(path, changed(filter, field, isOn ? "" : part.value))} aria-current=${isOn ? "true" : null}>
    <span>${text}</span> <span class="count">${words.number(part.count)}</span></a></li>`;
}
