// The keys, over the page.

import { html, useEffect, useRef } from "../lib/html.js";
import { keysInForce } from "../lib/keys.js";

/** @param {{close: () => void}} props */
export function Help({ close }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  const groups = keysInForce().filter((group) => group.keys.length > 0);
  return html`<dialog ref=${dialog} class="help" aria-labelledby="help-title" onClose=${close}>
    <h2 id="help-title">Keys</h2>
    <div class="help-groups">${groups.map((group) => html`<section>
      <h3>${group.heading}</h3>
      <dl>${group.keys.map((key) => html`<div><dt>${key.key.split(" ").map((one) => html`<kbd>${one}</kbd> `)}</dt><dd>${key.does}</dd></div>`)}</dl>
    </section>`)}</div>
    <form method="dialog"><button autofocus>Close</button></form>
  </dialog>`;
}
