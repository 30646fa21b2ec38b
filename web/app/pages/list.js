// A list of things of one kind: filtered, sorted, divided, a page at a time, exported as shown.

import { html } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { go } from "../lib/router.js";
import { at, called, filterOf } from "../lib/filter.js";
import * as words from "../lib/words.js";
import { Heading } from "../parts/heading.js";
import { Failure, Waiting } from "../parts/states.js";
import { Table } from "../parts/table.js";
import { Facets } from "../parts/facets.js";
import { kindOf } from "./kinds.js";

const PAGE = 100;

/** @param {import("../lib/types.js").PageProps} props */
export default function List({ id, address }) {
  const kind = kindOf(id);
  const filter = filterOf(address.query);
  const sort = address.query.get("sort") ?? "";
  const offset = Number(address.query.get("offset") ?? 0) || 0;
  const { data, problem, loading, reload } = useData(at(`/${id}`, filter, { sort, limit: PAGE, offset: offset || null }));
  /** @param {string} next */
  const resort = (next) => go(at(`/${id}`, filter, { sort: next }));
  if (problem) return html`<${Heading} title=${kind.many} /><${Failure} problem=${problem} retry=${reload} />`;
  return html`
    <${Heading} title=${kind.many} sub=${kind.says}>
      <${Exports} path=${`/${id}`} filter=${without(filter, data?.ignored ?? [])} sort=${sort} formats=${kind.formats} />
    </${Heading}>
    ${!data ? html`<${Waiting} />` : html`<div class=${loading ? "list stale" : "list"} aria-busy=${loading}>
      <${Facets} facets=${data.facets} path=${`/${id}`} filter=${filter} vocabularies=${kind.vocabularies ?? {}} />
      <div class="list-main">
        <${Counted} data=${data} kind=${kind} offset=${offset} />
        ${data.items.length > 0 && html`<${Table} caption=${kind.many} columns=${kind.columns} rows=${data.items}
          sort=${sort} onSort=${resort} to=${kind.to} />`}
        <${Turn} total=${data.total} offset=${offset} shown=${data.items.length} to=${(/** @type {number} */ next) =>
          at(`/${id}`, filter, { sort, offset: next || null })} />
      </div>
    </div>`}
  `;
}

/** @param {{path: string, filter: import("../lib/filter.js").Filter, sort: string, formats: string[]}} props */
function Exports({ path, filter, sort, formats }) {
  /** @type {Record<string, string>} */
  const names = { csv: "CSV", xlsx: "XLSX", geojson: "GeoJSON", json: "JSON" };
  return html`<p class="exports"><span class="muted">All that is shown as</span> ${formats.map((format) => html`
    <a href=${at(path, filter, { sort, f: format })} download data-outside>${names[format]}</a> `)}</p>`;
}

/** A filter without what says nothing here: files refuse it, having no place to say so.
 * @param {import("../lib/filter.js").Filter} filter @param {string[]} ignored @returns {import("../lib/filter.js").Filter} */
function without(filter, ignored) {
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !ignored.includes(field)));
}

/** How many, and what the filter had to leave out. */
/** @param {{data: import("../lib/types.js").List, kind: import("./kinds.js").Kind, offset: number}} props */
function Counted({ data, kind, offset }) {
  const last = offset + data.items.length;
  const part = data.items.length < data.total ? `, ${words.number(offset + 1)}–${words.number(last)} shown` : "";
  const { undated = 0, unplaced = 0 } = data.left_out ?? {};
  const ignored = called(data.ignored ?? []);
  return html`<p class="counted" role="status">
    <strong>${words.plural(data.total, kind.one, kind.manyLow)}</strong>${part}.
    ${ignored.length > 0 && ` ${words.capital(kind.manyLow)} have no ${words.series(ignored)}: that part of the filter says nothing here.`}
    ${undated > 0 && ` ${words.plural(undated, "entry", "entries")} without a date cannot be judged by the filter on dates and ${undated === 1 ? "is" : "are"} left out.`}
    ${unplaced > 0 && ` ${words.plural(unplaced, "entry", "entries")} without a place cannot be judged by the filter on places and ${unplaced === 1 ? "is" : "are"} left out.`}
  </p>`;
}

/** @param {{total: number, offset: number, shown: number, to: (offset: number) => string}} props */
function Turn({ total, offset, shown, to }) {
  if (offset === 0 && shown >= total) return null;
  return html`<nav class="turn" aria-label="Parts of the list">
    ${offset > 0 && html`<a rel="prev" href=${to(Math.max(0, offset - PAGE))}>← ${PAGE} before</a>`}
    ${offset + shown < total && html`<a rel="next" href=${to(offset + PAGE)}>Next ${words.number(Math.min(PAGE, total - offset - shown))} →</a>`}
  </nav>`;
}
