// One saved question about records, with the answer that it got.

import { html } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { Answer } from "../parts/reliability.js";
import { Heading } from "../parts/heading.js";
import { Loaded } from "../parts/states.js";

/** @param {import("../lib/types.js").PageProps} props */
export default function Reliability({ id }) {
  const data = useData(`/ground/${encodeURIComponent(id)}`);
  return html`<${Heading} title=${id} kind="How far the records can be trusted"><a class="exports" href=${`/ground/${encodeURIComponent(id)}?f=json`} download data-outside>JSON</a><//>
    <${Loaded} of=${data}>${(/** @type {any} */ answer) => html`<${Answer} answer=${answer.answer ?? answer} />`}<//>`;
}
