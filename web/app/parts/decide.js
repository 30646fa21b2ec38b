// Deciding: says what will be recorded, asks why, and tells when somebody else decided first.

import { html, useState } from "../lib/html.js";
import { Problem, send } from "../lib/api.js";
import { announce } from "../lib/announce.js";
import { useDialog } from "../lib/dialog.js";
import { current, may } from "../lib/session.js";
import { label } from "../lib/vocabulary.js";
import * as words from "../lib/words.js";
import { CorrectFields, MergeFields, PlaceFields, SplitFields } from "./decide_fields.js";

/** Whether the viewer may decide at all; the server has the last word on each. */
export function mayDecide() {
  return may("decide:decisions");
}

/** @type {Record<string, string>} */
const TITLES = {
  accept: "Accept this claim", reject: "Reject this claim", correct: "Correct a value", merge: "Merge: one occasion",
  split: "Split: another occasion", place: "Place it on the map", withdraw: "Take a decision back", settle: "Settle the contradiction",
};
/** @type {Record<string, string>} */
const MEANS = {
  accept: "The claim stands as it was read. It is marked as accepted by you.",
  reject: "The claim does not count from here on. It stays in the register, marked, with your reason.",
  correct: "The derived value is set by you. What the sources say stays as it is, beside it.",
  merge: "These claims report one occasion.",
  split: "The chosen claims report another occasion than the rest.",
  place: "The thing lies here, as far as you know. The error says how far off it may be.",
  settle: "The contradiction is closed with your verdict. What each side says stays as it is.",
  withdraw: "The decision no longer holds. It stays in the log, and so does this one.",
};

/**
 * @param {{of: any, seen: number, close: () => void, done: (answer: any) => void}} props `of`: the
 *   decision as far as it is known, with what its fields need to be asked for
 */
export function Decide({ of, seen, close, done }) {
  const { leave, attributes } = useDialog(close);
  const [action, setAction] = useState(/** @type {any} */ (initial(of)));
  const [why, setWhy] = useState("");
  const [problem, setProblem] = useState(/** @type {Problem | null} */ (null));
  const [busy, setBusy] = useState(false);
  const ready = why.trim() !== "" && isWhole(action);
  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    try {
      const answer = await send("POST", "/decisions", { action, why: why.trim(), seen });
      const number = answer?.decision?.number;
      announce(`Recorded${number ? ` as decision ${number}` : ""}: ${label("decision", action.decide)}.`, { to: "/decisions", text: "See the log" });
      leave();
      done(answer);
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem({ detail: String(error) }));
      setBusy(false);
    }
  };
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
  };
  return html`<dialog ...${attributes} aria-labelledby="decide-title">
    <form onSubmit=${submit} onKeyDown=${keys}>
      <h2 id="decide-title">${of.title ?? TITLES[of.decide]}</h2>
      <p>${MEANS[of.decide]}</p>
      <${About} action=${action} />
      ${of.decide === "correct" && html`<${CorrectFields} of=${of} action=${action} change=${setAction} />`}
      ${of.decide === "place" && html`<${PlaceFields} of=${of} action=${action} change=${setAction} />`}
      ${of.decide === "merge" && html`<${MergeFields} of=${of} action=${action} change=${setAction} />`}
      ${of.decide === "split" && html`<${SplitFields} of=${of} action=${action} change=${setAction} />`}
      <label class="field">Why? <span class="muted">It is kept with your name in the log.</span>
        <textarea name="why" required autofocus=${beginsWithWhy(of)} value=${why} onInput=${(/** @type {any} */ event) => setWhy(event.target.value)}></textarea></label>
      ${problem && html`<${Refused} problem=${problem} />`}
      <div class="ends">
        <span class="muted">${current().user ? `Decided by ${current().user}` : ""}</span>
        <button type="button" onClick=${leave}>Cancel</button>
        <button class="main" disabled=${!ready || busy}>Record</button>
      </div>
    </form>
  </dialog>`;
}

/** What the form begins with. @param {any} of */
function initial(of) {
  const { decide } = of;
  if (decide === "correct") return { decide, claim: of.claim, field: of.fields?.[0] ?? "", value: undefined };
  if (decide === "place") return { decide, claim: of.claim, lat: of.place?.lat, lon: of.place?.lon, precision: of.place?.precision ?? 2000 };
  if (decide === "merge") return { decide, claims: of.claims };
  if (decide === "split") return { decide, claims: of.claims ?? [], from: of.from ?? [] };
  if (decide === "withdraw") return { decide, decision: of.decision };
  if (decide === "settle") return { decide, claims: of.claims, verdict: of.verdict };
  return { decide, claim: of.claim };
}

/** Whether nothing has to be said but the reason. @param {any} of */
function beginsWithWhy(of) {
  return !["correct", "place", "split"].includes(of.decide) && !of.asksFor;
}

/** @param {any} action */
function isWhole(action) {
  switch (action.decide) {
    case "correct": return Boolean(action.field) && action.value !== undefined;
    case "place": return Number.isInteger(action.precision) && action.precision > 0 && Math.abs(action.lat) <= 90 && Math.abs(action.lon) <= 180;
    case "merge": return action.claims.length > 1;
    case "split": return action.claims.length > 0 && action.from.length > 0;
    default: return true;
  }
}

/** @param {{action: any}} props */
function About({ action }) {
  const about = action.decision ? `Decision ${action.decision}` : action.claim ? `Claim ${action.claim}` : "";
  return about ? html`<p class="muted">${about}</p>` : null;
}

/** Why the server did not take it; a decision made meanwhile is named. @param {{problem: Problem}} props */
function Refused({ problem }) {
  const other = problem.body["decision"];
  return html`<div class="failure" role="alert">
    <strong>${problem.status === 409 ? "Somebody decided first" : problem.title}</strong>
    ${!other?.by && html`<p>${problem.message}</p>`}
    ${other?.by && html`<p>Decision ${other.number}: ${other.by}, ${words.moment(other.at)}: “${other.why}”</p>`}
    ${problem.hint && html`<p class="hint">${problem.hint}</p>`}
    ${problem.status === 409 && html`<p>Nothing was recorded. <button type="button" onClick=${() => location.reload()}>Load the page anew</button></p>`}
  </div>`;
}
