// A table that sorts, with rows that the keys j, k and Enter walk. Its roles are said in words, as a narrow
// screen lays rows out as cards.

import { html, useEffect, useRef } from "../lib/html.js";
import { go } from "../lib/router.js";
import { useKeys } from "../lib/keys.js";

/** @typedef {import("../lib/types.js").Row} Row */
/**
 * @typedef {{title: string, cell: (row: Row) => any, sort?: string, number?: boolean, wide?: boolean, tight?: boolean,
 *   main?: boolean}} Column
 */

/**
 * @param {{caption: string, columns: Column[], rows: Row[], sort: string, onSort: (sort: string) => void,
 *   to: (row: Row) => string}} props
 */
export function Table({ caption, columns, rows, sort, onSort, to }) {
  const body = useRef(/** @type {HTMLTableSectionElement | null} */ (null));
  const at = useRef(-1);
  useEffect(() => void (at.current = -1), [rows]);
  /** @param {number} step */
  const walk = (step) => {
    at.current = Math.max(0, Math.min(rows.length - 1, at.current + step));
    const link = body.current?.rows[at.current]?.querySelector("a");
    link?.focus();
  };
  useKeys("In this table", [
    { key: "j", does: "next row", run: () => walk(1) },
    { key: "k", does: "row before", run: () => walk(-1) },
    { key: "Enter", does: "open the row", run: () => rows[at.current] && go(to(/** @type {Row} */ (rows[at.current]))) },
  ]);
  /** @param {Event} event */
  const follow = (event) => {
    const row = /** @type {HTMLElement} */ (event.target).closest("tr");
    at.current = row ? [...(body.current?.rows ?? [])].indexOf(row) : -1;
  };
  return html`<div class="table-frame cards" tabindex="0" role="region" aria-label=${caption}>
    <table role="table">
      <caption class="sr">${caption}</caption>
      <thead role="rowgroup"><tr role="row">${columns.map((column) => html`<${Head} column=${column} sort=${sort} onSort=${onSort} />`)}</tr></thead>
      <tbody role="rowgroup" ref=${body} onFocusIn=${follow}>${rows.map((row) => html`<tr role="row">
        ${columns.map((column) => column.main
          ? html`<th role="rowheader" scope="row" class=${classOf(column)}><a href=${to(row)}>${column.cell(row)}</a></th>`
          : html`<td role="cell" class=${classOf(column)} data-title=${column.title}>${column.cell(row)}</td>`)}
      </tr>`)}</tbody>
    </table>
  </div>`;
}

/** @param {Column} column */
function classOf(column) {
  return [column.number && "number", column.wide && "wide", column.tight && "tight"].filter(Boolean).join(" ") || null;
}

/** @param {{column: Column, sort: string, onSort: (sort: string) => void}} props */
function Head({ column, sort, onSort }) {
  if (!column.sort) return html`<th role="columnheader" scope="col" class=${classOf(column)}>${column.title}</th>`;
  const [up, down] = [column.sort, `-${column.sort}`];
  const order = sort === up ? "ascending" : sort === down ? "descending" : "none";
  return html`<th role="columnheader" scope="col" class=${classOf(column)} aria-sort=${order}>
    <button class="sort" onClick=${() => onSort(sort === down ? up : sort === up ? down : up)}>
      ${column.title}<span aria-hidden="true">${order === "ascending" ? " ▲" : order === "descending" ? " ▼" : ""}</span>
    </button></th>`;
}
