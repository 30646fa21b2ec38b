// The log: everything that people decided, nothing ever deleted.

import { html, useEffect } from "../lib/html.js";
import { useData } from "../lib/api.js";
import * as words from "../lib/words.js";
import { Heading } from "../parts/heading.js";
import { Log } from "../parts/history.js";
import { Loaded } from "../parts/states.js";

/** @param {import("../lib/types.js").PageProps} props */
export default function Decisions({ address }) {
  const data = useData("/decisions?limit=1000&sort=-number");
  useEffect(() => {
    if (data.data && address.hash) document.getElementById(address.hash)?.scrollIntoView({ block: "center" });
  }, [data.data, address.hash]);
  return html`
    <${Heading} title="Decisions" sub="What people decided, with who, when and why. Each entry carries the hash of the one before; nothing is deleted, and a decision is taken back by a further one.">
      <p class="exports"><a href="/decisions?f=csv" download data-outside>CSV</a> <a href="/decisions?f=json" download data-outside>JSON</a></p>
    <//>
    <${Loaded} of=${data}>${(/** @type {any} */ list) => {
      const all = [...list.items].sort((a, b) => b.number - a.number);
      return html`<p class="counted" role="status"><strong>${words.plural(list.total ?? all.length, "decision")}</strong>${all.length < (list.total ?? 0) ? `, the last ${all.length} shown` : ""}.</p>
        ${all.length === 0 ? html`<p>Nobody has decided anything yet. <a href="/review">What is waiting</a></p>`
          : html`<${Log} decisions=${all} seen=${list.seen ?? all[0].number} reload=${data.reload} />`}`;
    }}<//>
  `;
}
