// Taking in documents and layers, by choosing files or dropping them here.

import { html, useState } from "../lib/html.js";
import { Problem, send } from "../lib/api.js";
import { announce } from "../lib/announce.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { Heading } from "../parts/heading.js";
import { Failure } from "../parts/states.js";

/** What a file can be taken in as. @type {[string, string][]} */
const KINDS = [
  ["", "Documents: reports, articles, statements (text, HTML, PDF with text, JSON Lines)"],
  ["hazards", "A layer or table of hazardous areas"],
  ["records", "A layer or table of minefield records"],
  ["clearance", "A layer or table of released land"],
  ["incidents", "A layer or table of incidents"],
  ["finds", "A layer or table of finds"],
];

export default function Add() {
  const [kind, setKind] = useState("");
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState("");
  const [results, setResults] = useState(/** @type {any[]} */ ([]));
  /** @param {FileList | File[] | null} list */
  const take = async (list) => {
    const files = [...(list ?? [])];
    if (files.length === 0) return;
    setBusy(words.plural(files.length, "file"));
    const answers = kind ? await each(files, (file) => oneLayer(kind, file)) : [await documents(files)];
    setResults([...answers, ...results]);
    setBusy("");
    announce(answers.some((one) => one.problem) ? "Not everything was taken in; see below." : "Taken in.");
  };
  /** @param {DragEvent} event */
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer?.files ?? null);
  };
  return html`<${Heading} title="Add documents" sub="What you add is kept untouched and read on the server’s own machine. Nothing in it is run or fetched." />
    <form class="stack" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <label class="field">What they are <select value=${kind} onChange=${(/** @type {any} */ event) => setKind(event.target.value)}>
        ${KINDS.map(([code, text]) => html`<option value=${code}>${text}</option>`)}</select></label>
      <div class=${over ? "drop over" : "drop"} onDragOver=${(/** @type {DragEvent} */ event) => { event.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${drop}>
        <p>Drop files here, or choose them:</p>
        <input type="file" multiple aria-label="Files to add" disabled=${busy !== ""} onChange=${(/** @type {any} */ event) => { void take(event.target.files); event.target.value = ""; }} />
        <p role="status">${busy ? `Taking in ${busy} …` : ""}</p>
      </div>
    </form>
    <div class="stack block">${results.map((one) => html`<${Result} result=${one} />`)}</div>`;
}

/** One after another: the register has one writer. @template T @param {File[]} files @param {(file: File) => Promise<T>} work */
async function each(files, work) {
  const results = [];
  for (const file of files) results.push(await work(file));
  return results;
}

/** @param {File[]} files */
async function documents(files) {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  return answerOf(files.map((file) => file.name).join(", "), () => send("POST", "/documents", form));
}

/** @param {string} kind @param {File} file */
async function oneLayer(kind, file) {
  const form = new FormData();
  form.append("file", file, file.name);
  return answerOf(file.name, () => send("POST", `/import?as=${encodeURIComponent(kind)}`, form));
}

/** @param {string} name @param {() => Promise<any>} ask */
async function answerOf(name, ask) {
  try {
    return { name, answer: await ask() };
  } catch (error) {
    return { name, problem: error instanceof Problem ? error : new Problem({ detail: String(error) }) };
  }
}

/** @param {{result: any}} props */
function Result({ result }) {
  if (result.problem) return html`<section class="panel"><h2>${result.name}</h2><${Failure} problem=${result.problem} /></section>`;
  const { answer } = result;
  const ids = answer.document_ids ?? answer.documents ?? (answer.document ? [answer.document] : []);
  const repairs = answer.repairs ?? [];
  return html`<section class="panel"><h2>${result.name}</h2>
    <p>${sentence(answer)}</p>
    ${ids.length > 0 && html`<ul>${ids.slice(0, 50).map((/** @type {any} */ one) => html`<li><a href=${links.documentAt(one.id ?? one)}>${one.label ?? String(one.id ?? one).slice(0, 12)}</a></li>`)}</ul>`}
    ${(answer.refused ?? []).length > 0 && html`<h3>Not taken in</h3><ul>${answer.refused.map((/** @type {any} */ one) => html`<li><strong>${one.name}</strong>: ${one.why}</li>`)}</ul>`}
    ${Array.isArray(repairs) && repairs.length > 0 && html`<h3>Mended, or in doubt</h3><ul>${repairs.slice(0, 40).map((/** @type {any} */ one) => html`<li>${label("repair_kind", one.kind)}${one.count ? ` (${one.count})` : ""} <span class="muted">${one.note ?? ""}</span></li>`)}</ul>`}
  </section>`;
}

/** @param {any} answer */
function sentence(answer) {
  const parts = [];
  const count = (/** @type {any} */ value) => Array.isArray(value) ? value.length : Number(value ?? 0);
  if (answer.added !== undefined) parts.push(`${words.plural(count(answer.added), "document")} added`);
  if (count(answer.same) > 0) parts.push(`${count(answer.same)} already there`);
  if (answer.claims !== undefined) parts.push(`${words.plural(count(answer.claims), "claim")} read`);
  const features = answer.features ?? answer.taken;
  if (features !== undefined) parts.push(`${words.plural(count(features), "feature")} taken in`);
  return parts.length ? `${words.capital(parts.join(", "))}.` : "Taken in.";
}
