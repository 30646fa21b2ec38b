// The keys, over the page.

import { html } from "../lib/html.js";
import { useDialog } from "../lib/dialog.js";
import { keysInForce } from "../lib/keys.js";

/** @param {{close: () => void}} props */
export function Help({ close }) {
  const { leave, attributes } = useDialog(close);
  const groups = keysInForce().filter((group) => group.keys.length > 0);
  return html`<dialog ...${attributes} class="help" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <div class="help-groups">${groups.map((group) => html`<section>
      <h3>${group.heading}</h3>
      <dl>${group.keys.map((key) => html`<div><dt>${key.key.split(" ").map((one) => html`<kbd>${one}</kbd> `)}</dt><dd>${key.does}</dd></div>`)}</dl>
    </section>`)}</div>
    <button autofocus onClick=${leave}>Close</button>
  </dialog>`;
}
