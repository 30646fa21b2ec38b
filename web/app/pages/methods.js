// How each figure is counted; the grades; version and licences.

import { html } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { label } from "../lib/vocabulary.js";
import * as words from "../lib/words.js";
import { Heading } from "../parts/heading.js";
import { Loaded } from "../parts/states.js";

export default function Methods() {
  const data = useData("/methods");
  return html`<${Heading} title="Methods" sub="How each figure is counted, what the grades mean, and what this program is made of." />
    <${Loaded} of=${data}>${(/** @type {any} */ methods) => html`
      <section class="block"><h2>How each figure is counted</h2><${Pairs} of=${methods.counting} name="figure" text="how" /></section>
      <section class="block"><h2>Grades</h2><${Pairs} of=${methods.grades} name="grade" text="rule" vocabulary="grade" /></section>
      <section class="block"><h2>Words</h2>${Object.entries(methods.vocabulary ?? {}).map(([name, terms]) => html`<details><summary>${words.capital(name.replaceAll("_", " "))}</summary><${Pairs} of=${terms} name="code" text="label" /></details>`)}</section>
      <section class="block"><h2>Maps</h2><p>Boundaries and names shown imply no endorsement or acceptance. The base map is Natural Earth’s, which draws who holds a line rather than who claims it; lines of which any part is disputed or not settled are dashed along their whole length. Towns are those of GeoNames. Circles are drawn at the radius within which the true point is thought to lie.</p></section>
      <section class="block"><h2>Version and licences</h2><p>Cairn ${typeof methods.version === "string" ? methods.version : methods.version?.program ?? ""}</p><${Pairs} of=${methods.licences} name="name" text="licence" /></section>`}<//>`;
}

/** Terms and what they mean, whether they come as a list or as an object. */
/** @param {{of: any, name: string, text: string, vocabulary?: string}} props */
function Pairs({ of, name, text, vocabulary }) {
  if (!of) return null;
  if (typeof of === "string") return html`<p>${of}</p>`;
  const all = Array.isArray(of) ? of.map((one) => typeof one === "string" ? ["", one] : [one[name] ?? one.name ?? one.code ?? one.what, one[text] ?? one.how ?? one.label ?? one.text ?? one.licence])
    : Object.entries(of).map(([key, value]) => [key, typeof value === "string" ? value : words.value(value)]);
  return html`<dl class="facts">${all.map(([key, value]) => html`<dt>${vocabulary ? label(vocabulary, key) : key}</dt><dd>${value}</dd>`)}</dl>`;
}
