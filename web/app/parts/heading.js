// The head of a page: its title, on the page and in the browser's bar.

import { html, useEffect } from "../lib/html.js";

/** @param {{title: string, kind?: string, sub?: any, children?: any}} props */
export function Heading({ title, kind, sub, children }) {
  useEffect(() => {
    document.title = `${title} – Cairn`;
  }, [title]);
  return html`<div class="heading">
    <div>
      ${kind && html`<p class="kind">${kind}</p>`}
      <h1>${title}</h1>
      ${sub && html`<p class="sub">${sub}</p>`}
    </div>
    ${children && html`<div class="heading-end">${children}</div>`}
  </div>`;
}
