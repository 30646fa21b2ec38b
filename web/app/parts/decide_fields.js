// What a decision needs beside its reason: a value, a place, other claims.

import { html, useState } from "../lib/html.js";
import { get } from "../lib/api.js";
import { isPeriod } from "../lib/filter.js";
import { VOCABULARY, label } from "../lib/vocabulary.js";
import { RegisterMap } from "../map/map.js";

/** @typedef {{of: any, action: any, change: (action: any) => void}} Props */

/** Fields that take a word of a vocabulary. @type {Record<string, string>} */
const CHOICES = { device: "device", category: "device", status: "incident_status", action: "find_action" };
const COUNTS = ["killed", "injured", "count", "value"];

/** @param {Props} props */
export function CorrectFields({ of, action, change }) {
  const [text, setText] = useState("");
  /** @param {string} field */
  const choose = (field) => { setText(""); change({ ...action, field, value: undefined }); };
  /** @param {string} written */
  const write = (written) => { setText(written); change({ ...action, value: read(action.field, written) }); };
  const vocabulary = CHOICES[action.field];
  const wrong = text !== "" && action.value === undefined;
  return html`<div class="two">
    <label class="field">Field<select value=${action.field} onChange=${(/** @type {any} */ event) => choose(event.target.value)}>
      ${of.fields.map((/** @type {string} */ field) => html`<option value=${field} selected=${field === action.field}>${field}</option>`)}</select></label>
    <label class="field">Value${vocabulary
      ? html`<select value=${text} onChange=${(/** @type {any} */ event) => write(event.target.value)}><option value="">choose</option>
          ${Object.keys(VOCABULARY[vocabulary] ?? {}).map((code) => html`<option value=${code}>${label(vocabulary, code)}</option>`)}</select>`
      : html`<input autofocus value=${text} onInput=${(/** @type {any} */ event) => write(event.target.value)} aria-invalid=${wrong} aria-describedby="value-hint" />`}</label>
  </div>
  <p id="value-hint" class="hint">${hint(action.field)}</p>`;
}

/** @param {string} field */
function hint(field) {
  if (COUNTS.includes(field)) return "3, or 1-3, or 3+ for three or more; ? for not stated";
  if (field === "date") return "2021, 2021-06, 2021-06-04, or two of them as 2021-06-03 to 2021-06-05";
  return CHOICES[field] ? "" : "In plain words";
}

/**
 * A value in the shape that the field has in JSON; undefined where it is none.
 * @param {string} field
 * @param {string} text
 */
export function read(field, text) {
  const written = text.trim();
  if (written === "") return undefined;
  if (COUNTS.includes(field)) return range(written);
  if (field === "date") return span(written);
  return written;
}

/** @param {string} text */
function range(text) {
  if (text === "?") return null;
  const found = /^([\d,]+)\s*(?:(\+)|(?:[-–]|to)\s*([\d,]+))?$/.exec(text);
  if (!found) return undefined;
  const number = (/** @type {string} */ digits) => Number(digits.replaceAll(",", ""));
  const least = number(found[1] ?? "");
  return [least, found[2] ? null : found[3] ? number(found[3]) : least];
}

/** @param {string} text */
function span(text) {
  if (text === "?") return { from: null, to: null };
  const [first = "", last = first] = text.split(/\s+to\s+|\s*–\s*|\//);
  if (!isPeriod(first) || !isPeriod(last)) return undefined;
  const end = last.length === 4 ? `${last}-12-31`
    : last.length === 7 ? new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5)), 0)).toISOString().slice(0, 10) : last;
  return { from: first.length === 4 ? `${first}-01-01` : first.length === 7 ? `${first}-01` : first, to: end };
}

/** @param {Props} props */
export function PlaceFields({ of, action, change }) {
  const { lat, lon, precision } = action;
  const isThere = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  const spot = isThere ? { lat, lon, precision: Number.isFinite(precision) ? precision : 0 } : null;
  const [box] = useState(() => boxAround(of.place, of.extent));
  // What is being typed is no number yet: "40." must not become "40".
  const [texts, setTexts] = useState({ lat: written(lat), lon: written(lon), precision: written(precision) });
  /** @param {"lat" | "lon" | "precision"} field */
  const field = (field) => ({
    value: texts[field], inputmode: "decimal", autocomplete: "off", "aria-invalid": texts[field] !== "" && !fits(field, action[field]),
    onInput: (/** @type {any} */ event) => {
      setTexts({ ...texts, [field]: event.target.value });
      change({ ...action, [field]: decimal(event.target.value) });
    },
  });
  /** @param {number} y @param {number} x */
  const pick = (y, x) => {
    const [lat, lon] = [rounded(y), rounded(x)];
    setTexts({ ...texts, lat: written(lat), lon: written(lon) });
    change({ ...action, lat, lon });
  };
  return html`<${RegisterMap} filter=${{}} box=${box} size="small" spot=${spot} label="Map: click where it lies" pick=${pick} />
    <div class="two">
      <label class="field">Degrees north<input autofocus ...${field("lat")} /></label>
      <label class="field">Degrees east<input ...${field("lon")} /></label>
      <label class="field">Error in metres<input ...${field("precision")} /></label>
      <label class="field">Name, if any<input value=${action.name ?? ""} onInput=${(/** @type {any} */ event) => change(named(action, event.target.value))} /></label>
    </div>
    <p class="hint">Click on the map, or write degrees as 40.1234 (south and west with −).</p>`;
}

/** @param {number} value */
function rounded(value) {
  return Math.round(value * 1e5) / 1e5;
}

/** @param {number | null | undefined} value */
function written(value) {
  return Number.isFinite(value) ? String(value) : "";
}

/** @param {string} text with a point or a comma */
export function decimal(text) {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  return plain === "" ? NaN : Number(plain);
}

/** @param {"lat" | "lon" | "precision"} field @param {number} value */
function fits(field, value) {
  if (field === "precision") return Number.isInteger(value) && value >= 1;
  return Math.abs(value) <= (field === "lat" ? 90 : 180);
}

/** @param {any} action @param {string} name */
function named(action, name) {
  const { name: _, ...rest } = action;
  return name.trim() ? { ...rest, name: name.trim() } : rest;
}

/** @param {any} place @param {any} extent @returns {[number, number, number, number] | null} */
function boxAround(place, extent) {
  if (typeof place?.lat !== "number") return extent ?? null;
  return [place.lon - 0.4, place.lat - 0.3, place.lon + 0.4, place.lat + 0.3];
}

/** Other incidents are named by their ids; their claims are looked up. @param {Props} props */
export function MergeFields({ of, action, change }) {
  const [text, setText] = useState("");
  const [told, setTold] = useState("");
  const look = async () => {
    const id = text.trim();
    if (!id) return;
    try {
      const claims = await claimsOf(id);
      change({ ...action, claims: [...new Set([...action.claims, ...claims])] });
      setTold(`${id} is added.`);
      setText("");
    } catch {
      setTold(`Nothing is called “${id}”. Write the id of an incident or a find, as I-3260a895cb09.`);
    }
  };
  return html`<p>Claims that report one occasion: ${action.claims.join(", ")}</p>
    ${of.asksFor && html`<div class="two"><label class="field">Id of the other incident or find
      <input autofocus value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} onBlur=${look} /></label>
      <button type="button" onClick=${look}>Add it</button></div>
      <p class="hint" role="status">${told}</p>`}`;
}

/** @param {string} id @returns {Promise<string[]>} */
async function claimsOf(id) {
  if (id.startsWith("F-")) return (await get(`/finds/${encodeURIComponent(id)}`)).find.claims;
  const answer = await get(`/incidents/${encodeURIComponent(id)}`);
  return answer.incident.reports.map((/** @type {any} */ one) => one.claim);
}

/** @param {Props} props */
export function SplitFields({ of, action, change }) {
  /** @type {string[]} */
  const all = [...new Set([...(of.claims ?? []), ...(of.from ?? [])])];
  /** @param {string} claim */
  const toggle = (claim) => {
    const chosen = action.claims.includes(claim) ? action.claims.filter((/** @type {string} */ one) => one !== claim) : [...action.claims, claim];
    change({ ...action, claims: chosen, from: all.filter((one) => !chosen.includes(one)) });
  };
  const name = (/** @type {string} */ claim) => {
    const report = (of.reports ?? []).find((/** @type {any} */ one) => one.claim === claim);
    const document = report?.document;
    return (typeof document === "string" ? document : document?.label) ?? claim;
  };
  return html`<fieldset><legend>Set these apart</legend>
    ${all.map((claim, index) => html`<label class="two"><span><input type="checkbox" autofocus=${index === 0} checked=${action.claims.includes(claim)} onChange=${() => toggle(claim)} /> ${name(claim)} <span class="muted">${claim}</span></span></label>`)}
  </fieldset>`;
}
