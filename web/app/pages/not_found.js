// There is no such page.

import { html } from "../lib/html.js";
import { Heading } from "../parts/heading.js";

/** @param {import("../lib/types.js").PageProps} props */
export default function NotFound({ id }) {
  return html`<${Heading} title="There is no such page" />
    <p>Nothing is at <code>${id}</code>. The address may be mistyped, or the thing has gone from the register since: an incident’s id changes when its reports are merged or split.</p>
    <p><a href="/overview">Overview</a>, <a href="/incidents">incidents</a>, <a href="/documents">documents</a></p>`;
}
