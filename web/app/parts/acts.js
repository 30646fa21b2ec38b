// What can be decided about a thing, by a key and by a button each; what cannot, with the reason.

import { html } from "../lib/html.js";
import { announce } from "../lib/announce.js";
import { useKeys } from "../lib/keys.js";
import * as words from "../lib/words.js";
import { mayDecide } from "./decide.js";

/**
 * `of`: what the form of the decision begins with; none where it makes no sense, which `why` then says.
 * `elsewhere`: the page has a button for it in another place.
 * @typedef {{key: string, name: string, text: string, of: any | null, why?: string, elsewhere?: boolean}} Act
 */

/** Fields of an incident, and of a find, that a person can set. */
export const CORRECTABLE = {
  incident: ["killed", "injured", "date", "device", "status", "activity"],
  find: ["count", "date", "category", "action", "model"],
};

const ONE_REPORT = "there is only one report, and nothing to part it from";

/**
 * What can be done with an incident or a find as a whole.
 * @param {{kind: "incident" | "find", claims: string[], place: any, reports?: any[]}} thing
 * @returns {Act[]}
 */
export function actsOnThing({ kind, claims, place, reports = [] }) {
  const [claim] = claims;
  const none = claim === undefined;
  const why = "no claim stands behind it";
  return [
    { key: "c", name: "correct", text: "Correct a value", of: none ? null : { decide: "correct", claim, fields: CORRECTABLE[kind] }, why },
    { key: "p", name: "place", text: "Place on the map", of: none ? null : { decide: "place", claim, place }, why },
    { key: "m", name: "merge", text: "Merge with", of: none ? null : { decide: "merge", claims, asksFor: "another" }, why },
    { key: "s", name: "split", text: "Split", of: claims.length > 1 ? { decide: "split", claims: [], from: claims, reports } : null, why: ONE_REPORT },
  ];
}

/** Why a claim of each kind is accepted or rejected, and nothing else. @type {Record<string, string>} */
const AS_IT_IS = {
  tally: "a source’s figure stays as the source gave it",
  statement: "what was said stays as it was said",
  contradiction: "figures that disagree are settled on the page of the contradiction",
  hazard: "land is shown as its layer has it; mend the layer and bring it in again",
  record: "land is shown as its layer has it; mend the layer and bring it in again",
  release: "land is shown as its layer has it; mend the layer and bring it in again",
};

/**
 * What can be done with one claim.
 * @param {{claim: {id: string, kind: string}, isHeld: boolean}} given `isHeld`: an incident or find rests on it
 * @returns {Act[]}
 */
export function actsOnClaim({ claim: { id, kind }, isHeld }) {
  const ofThing = kind === "incident" || kind === "find" ? actsOnThing({ kind, claims: isHeld ? [id] : [], place: null }) : null;
  const rest = ofThing?.map((act) => act.key === "s" ? { ...act, why: "reports are parted on the page of what holds them" } : act)
    ?? actsOnThing({ kind: "incident", claims: [], place: null }).map((act) => ({ ...act, why: AS_IT_IS[kind] ?? "it does not apply" }));
  return [
    { key: "a", name: "accept", text: "Accept", of: { decide: "accept", claim: id } },
    { key: "r", name: "reject", text: "Reject", of: { decide: "reject", claim: id } },
    ...rest,
  ];
}

/**
 * What can be done with an entry of the queue about an incident.
 * @param {{item: any, incident: any, reports: any[]}} given
 * @returns {Act[]}
 */
export function actsOnItem({ item, incident, reports }) {
  const all = (incident?.reports ?? []).map((/** @type {any} */ one) => one.claim);
  const [first, ...others] = item.claims ?? [];
  const isLink = item.kind === "uncertain_link";
  const of = actsOnThing({ kind: "incident", claims: isLink ? [first, ...others] : [first, ...all.filter((/** @type {string} */ one) => one !== first)], place: incident?.place, reports });
  if (!isLink) {
    return [
      { key: "a", name: "accept", text: "Accept", of: { decide: "accept", claim: first } },
      { key: "r", name: "reject", text: "Reject", of: { decide: "reject", claim: first } },
      ...of,
    ];
  }
  const merge = { decide: "merge", claims: item.claims };
  const split = { decide: "split", claims: others.slice(-1), from: [first, ...others.slice(0, -1)], reports };
  return [
    { key: "a", name: "accept", text: "One occasion", of: merge },
    { key: "r", name: "reject", text: "Two occasions", of: split },
    ...of.filter((act) => act.key === "c" || act.key === "p"),
    { key: "m", name: "merge", text: "Merge: one occasion", of: merge, elsewhere: true },
    { key: "s", name: "split", text: "Split: two occasions", of: split, elsewhere: true },
  ];
}

/**
 * What can be done with figures that cannot all be true; what sources say stays as it is.
 * @param {{finding: any, sides: any[], chosen: number, verdict: (verdict: any) => string}} given
 * @returns {Act[]}
 */
export function actsOnContradiction({ finding, sides, chosen, verdict }) {
  const side = sides[chosen];
  const settle = (/** @type {any} */ what) => ({ decide: "settle", claims: finding.claims, verdict: what, title: `Settle: ${verdict(what)}` });
  const held = side && holds(side);
  const figures = "a source’s figure stays as the source gave it, and is not put together from reports: settle what holds, or reject what was misread";
  const kind = side?.kind === "incident" || side?.kind === "find" ? side.kind : null;
  const claims = [...new Set(sides.map((one) => one.claim))];
  const of = kind ? actsOnThing({ kind, claims: [side.claim, ...claims.filter((one) => one !== side.claim)], place: null }) : null;
  const own = (/** @type {string} */ key, /** @type {string} */ name, /** @type {string} */ text) =>
    of?.find((act) => act.key === key) ?? { key, name, text, of: null, why: figures };
  return [
    { key: "a", name: "accept", text: held ? `${words.value(side.value)} holds` : "This side holds", of: held ? settle(held) : null, why: "the side gives two figures: correct the incident instead", elsewhere: true },
    { key: "x", name: "reject", text: "It was misread", of: side ? misread(side) : null, why: "there is no claim", elsewhere: true },
    { key: "b", name: "accept all", text: "All figures stand", of: settle("all_stand") },
    { key: "r", name: "reject all", text: "None stands", of: settle("none_stands") },
    own("c", "correct", "Correct a value"), own("p", "place", "Place on the map"),
    own("m", "merge", "Merge with"), own("s", "split", "Split"),
  ];
}

/** The verdict that a side's figure holds, where it has one. @param {any} side */
export function holds(side) {
  const figure = Number(Array.isArray(side.value) ? side.value[0] : side.value);
  return Number.isFinite(figure) ? { holds: figure } : null;
}

/** @param {any} side */
export function misread(side) {
  return { decide: "reject", claim: side.claim, title: "Misread: this claim does not count" };
}

/**
 * Buttons for what can be done, with their keys, and a line on what cannot.
 * @param {{acts: Act[], ask: (of: any) => void, heading?: string}} props
 */
export function Acts({ acts, ask, heading = "Decide" }) {
  useKeys(heading, mayDecide() ? acts.map((act) => ({
    key: act.key, does: act.of ? act.text : `${act.text}: not here`,
    run: () => act.of ? ask(act.of) : announce(`${words.capital(act.name)}: ${act.why}.`),
  })) : []);
  if (!mayDecide()) return null;
  const shown = acts.filter((act) => act.of && !act.elsewhere);
  return html`<div class="actions" role="group" aria-label=${heading}>
      ${shown.map((act) => html`<button onClick=${() => ask(act.of)}>${act.text} … <kbd>${act.key}</kbd></button>`)}</div>
    ${reasons(acts).map(([why, names]) => html`<p class="hint on-screen">${words.capital(words.series(names))}: ${why}.</p>`)}`;
}

/** What cannot be done, by reason. @param {Act[]} acts @returns {[string, string[]][]} */
function reasons(acts) {
  /** @type {Map<string, string[]>} */
  const by = new Map();
  for (const act of acts) if (!act.of) by.set(act.why ?? "", [...(by.get(act.why ?? "") ?? []), act.name]);
  return [...by];
}
