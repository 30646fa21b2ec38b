// How far records can be trusted: questions that were asked, asking anew, and what was mended.

import { html, useState } from "../lib/html.js";
import { Problem, send, useData } from "../lib/api.js";
import { go } from "../lib/router.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { Heading } from "../parts/heading.js";
import { Failure, Loaded } from "../parts/states.js";
import { Answer } from "../parts/reliability.js";

export default function Ground() {
  const saved = useData("/ground");
  const repairs = useData("/repairs");
  return html`
    <${Heading} title="Ground" sub="How far minefield records agree with where things were found and exploded, with every denominator; and what was mended in layers that came in." />
    <section class="block"><h2>Questions that were saved</h2>
      <${Loaded} of=${saved}>${(/** @type {any} */ data) => {
        const all = data.items ?? data.questions ?? data;
        return all.length === 0 ? html`<p class="muted">None yet.</p>` : html`<ul class="stack">${all.map((/** @type {any} */ one) => html`<li>
          <a href=${`/ground/${encodeURIComponent(one.name)}`}>${one.name}</a> <span class="muted">${[one.summary, one.saved_at && words.date(one.saved_at.slice(0, 10))].filter(Boolean).join(" – ")}</span></li>`)}</ul>`;
      }}<//>
    </section>
    <${Ask} saved=${saved.reload} />
    <section class="block"><h2>Mended, or in doubt</h2>
      <${Loaded} of=${repairs}>${(/** @type {any} */ data) => html`<${Repairs} items=${data.items ?? data} />`}<//>
    </section>
  `;
}

/** @param {{saved: () => void}} props */
function Ask({ saved }) {
  const [form, setForm] = useState({ records: "", items: "", tolerances: "0, 50, 100, 250, 500, 1000, 2000", seed: "1", name: "", later: false });
  const [answer, setAnswer] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState(/** @type {Problem | null} */ (null));
  const [busy, setBusy] = useState(false);
  const write = (/** @type {keyof typeof form} */ field) => (/** @type {any} */ event) => setForm({ ...form, [field]: event.target.value });
  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const body = { records: filters(form.records), items: filters(form.items), tolerances: form.tolerances.split(/[ ,;]+/).filter(Boolean).map(Number), seed: Number(form.seed), only_later: form.later, ...(form.name ? { save: form.name } : {}) };
      const given = await send("POST", "/ground", body);
      if (form.name) { saved(); go(`/ground/${encodeURIComponent(form.name)}`); }
      setAnswer(given.answer ?? given);
    } catch (error) {
      setAnswer(null);
      setProblem(error instanceof Problem ? error : new Problem({ detail: String(error) }));
    }
    setBusy(false);
  };
  return html`<section class="block"><h2>Ask</h2>
    <form class="form" onSubmit=${submit}>
      <label>Records that are meant<input value=${form.records} onInput=${write("records")} placeholder="all; as sheet=J-38-32 or device=antipersonnel_mine" /></label>
      <label>Finds and explosions that are counted<input value=${form.items} onInput=${write("items")} placeholder="all; as from=2021 to=2024" /></label>
      <div class="two"><label>Distances in metres<input value=${form.tolerances} onInput=${write("tolerances")} /></label>
        <label class="few">Seed<input value=${form.seed} onInput=${write("seed")} inputmode="numeric" size="6" /></label></div>
      <label class="tick"><input type="checkbox" checked=${form.later} onChange=${(/** @type {any} */ event) => setForm({ ...form, later: event.target.checked })} /> Only what happened or was found after the record nearest to it was drawn</label>
      <label>Save as (leave empty to only look)<input value=${form.name} onInput=${write("name")} /></label>
      <div><button disabled=${busy}>${busy ? "Working it out …" : "Ask"}</button></div>
    </form>
    ${problem && html`<${Failure} problem=${problem} />`}
    ${answer && html`<${Answer} answer=${answer} />`}
  </section>`;
}

/** @param {string} text filters as words, one each @returns {string[]} */
function filters(text) {
  return text.split(/\s+/).filter(Boolean);
}

/** @param {{items: any[]}} props */
function Repairs({ items }) {
  if (items.length === 0) return html`<p class="muted">No layer has been taken in, or nothing in them was mended.</p>`;
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Repairs"><table>
    <thead><tr><th scope="col">Document</th><th scope="col">What was mended, or is in doubt</th><th scope="col" class="number">Features</th><th scope="col">For instance</th></tr></thead>
    <tbody>${items.map((one) => html`<tr><th scope="row"><a href=${links.documentAt(one.document?.id ?? one.document)}>${one.document?.label ?? one.document}</a></th>
      <td class="wide">${label("repair_kind", one.kind)}</td><td class="number">${words.number(one.count ?? one.features ?? 1)}</td>
      <td class="wide">${(one.claims ?? []).slice(0, 3).map((/** @type {string} */ id) => html`<a href=${links.claim(id)}>${id}</a> `)}${more(one)}</td></tr>`)}</tbody>
  </table></div>`;
}

/** What a repair says beyond its kind. @param {any} one */
function more(one) {
  const note = one.note ?? one.example ?? "";
  return note === label("repair_kind", one.kind) ? "" : note;
}
