// What each list shows: its words, its columns, where a row leads.

import { html } from "../lib/html.js";
import { label } from "../lib/vocabulary.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { Differs, Grade, Standing } from "../parts/marks.js";

/** @typedef {import("../lib/types.js").Row} Row */
/** @typedef {import("../parts/table.js").Column} Column */
/**
 * @typedef {{many: string, manyLow: string, one: string, says: string, columns: Column[],
 *   to: (row: Row) => string, formats: string[], vocabularies?: Record<string, string>}} Kind
 */

/** Of people no file with their places is offered here. */
const TABLE = ["csv", "xlsx", "json"];
const SHAPES = ["csv", "xlsx", "geojson", "json"];

/** @param {Row} row @param {string} field */
function differs(row, field) {
  return (row["differences"] ?? []).some((/** @type {Row} */ one) => one["field"] === field);
}

/** @param {string} title @param {string} field @returns {Column} */
function count(title, field) {
  return { title, sort: field, number: true,
    cell: (row) => html`${words.short(row[field])}${differs(row, field) && html` <${Differs} />`}` };
}

/** @type {Column} */
const DATE = { title: "Date", sort: "date", tight: true, cell: (row) => words.shortDate(row["date"]) };
/** @type {Column} */
const PLACE = { title: "Place", sort: "place", wide: true, cell: (row) => words.place(row["place"]) };
/** @param {Row} row */
const sources = (row) => (row["sources"] ?? []).join("; ") || "the publishers themselves";

/** @param {string} vocabulary what the kind of land is called in @returns {Column[]} */
function land(vocabulary) {
  /** @type {Column[]} */
  const columns = [
    { title: "Reference", main: true, sort: "reference", cell: ({ said, claim }) => said.reference ?? claim },
    { title: vocabulary ? "Kind" : "Device", sort: vocabulary ? "kind" : "device", cell: ({ said }) => vocabulary ? label(vocabulary, said.kind) : label("device", said.device) },
    { title: "Sheet", sort: "sheet", cell: ({ said }) => said.sheet ?? "–" },
    { title: "Date", sort: "date", tight: true, cell: ({ said }) => words.shortDate(said.date) },
    { title: "Place", sort: "place", wide: true, cell: ({ said }) => words.place(said.place) },
    { title: "Shape", cell: ({ said }) => shape(said) },
    { title: "Position error", number: true, cell: ({ said }) => said.position_error_m ? words.metres(said.position_error_m) : words.NOT_STATED },
    { title: "Source", cell: ({ said, document }) => (said.said_by ?? []).join("; ") || document },
  ];
  return columns;
}

/** @param {Row} said */
function shape(said) {
  const geometry = said["geometry"];
  if (!geometry) return "none";
  const type = String(geometry.type ?? "").replace("Multi", "");
  /** @type {Record<string, string>} */
  const names = { Polygon: "area", LineString: "line", Point: "point" };
  const size = said["area_m2"] ? `, ${words.area(said["area_m2"])} stated` : "";
  return `${names[type] ?? type}${size}`;
}

/** @type {Record<string, Kind>} */
const KINDS = {
  incidents: {
    many: "Incidents", manyLow: "incidents", one: "incident", formats: SHAPES,
    says: "Occasions on which something exploded, each as all its reports together tell it.",
    vocabularies: { device: "device", grade: "grade", status: "incident_status" },
    to: (row) => links.thing(row["id"]),
    columns: [
      { title: "Incident", main: true, cell: (row) => row["id"] },
      DATE, PLACE,
      { title: "Device", sort: "device", cell: (row) => label("device", row["device"]) },
      count("Killed", "killed"), count("Injured", "injured"),
      { title: "Grade", sort: "grade", cell: (row) => html`<${Grade} grade=${row["grade"]} brief=${true} />
        ${row["status"] !== "happened" && html`<span class="standing">${label("incident_status", row["status"])}</span>`}` },
      { title: "Sources", wide: true, cell: sources },
    ],
  },
  finds: {
    many: "Finds", manyLow: "finds", one: "find", formats: SHAPES,
    says: "Ordnance found, neutralised, destroyed or seized, as its reports tell it.",
    vocabularies: { device: "device", action: "find_action", status: "find_action" },
    to: (row) => links.thing(row["id"]),
    columns: [
      { title: "Find", main: true, cell: (row) => row["id"] },
      DATE, PLACE,
      { title: "Ordnance", sort: "category", cell: (row) => `${label("device", row["category"])}${row["model"] ? ` (${row["model"]})` : ""}` },
      count("Count", "count"),
      { title: "Action", sort: "action", cell: (row) => label("find_action", row["action"]) },
      { title: "Sources", wide: true, cell: sources },
    ],
  },
  victims: {
    many: "Victims", manyLow: "victims", one: "victim", formats: TABLE,
    says: "People named or described in reports. Names and exact places are personal data.",
    vocabularies: { device: "device", outcome: "outcome", status: "outcome", group: "victim_group", sex: "sex" },
    to: (row) => links.thing(row["incident"]),
    columns: [
      { title: "Person", main: true, sort: "name", cell: (row) => row["name"] ?? (row["redacted"] ? "name withheld" : "not named") },
      { title: "Outcome", sort: "outcome", cell: (row) => label("outcome", row["outcome"]) },
      DATE, PLACE,
      { title: "Group", sort: "group", cell: (row) => label("victim_group", row["group"]) },
      { title: "Sex", sort: "sex", cell: (row) => label("sex", row["sex"]) },
      { title: "Age", sort: "age", number: true, cell: (row) => row["age"] ?? "–" },
      { title: "Occupation", wide: true, cell: (row) => row["occupation"] ?? "–" },
      { title: "Device", sort: "device", cell: (row) => label("device", row["device"]) },
    ],
  },
  tallies: {
    many: "Tallies", manyLow: "figures", one: "figure", formats: SHAPES,
    says: "Cumulative and periodic figures as sources gave them, in series of one quantity.",
    vocabularies: { measure: "measure", group: "tally_group", standing: "standing" },
    to: (row) => links.thing(row["series"] ?? row["id"]),
    columns: tallyColumns(),
  },
  contradictions: {
    many: "Contradictions", manyLow: "contradictions", one: "contradiction", formats: SHAPES,
    says: "Figures that cannot all be true, within a text and between texts. None is preferred here.",
    vocabularies: { kind: "contradiction_kind" },
    to: (row) => links.thing(row["id"]),
    columns: [
      { title: "Finding", main: true, cell: (row) => row["id"] },
      { title: "What disagrees", wide: true, cell: (row) => row["note"] },
      { title: "Figures", cell: (row) => (row["values"] ?? []).map(words.number).join(" · ") },
      { title: "Kind", sort: "kind", cell: (row) => label("contradiction_kind", row["kind"]) },
      { title: "Status", sort: "status", cell: (row) => row["settled"] ? "settled" : row["status"] ?? "open" },
      { title: "Documents", wide: true, cell: (row) => (row["documents"] ?? []).join("; ") },
    ],
  },
  documents: {
    many: "Documents", manyLow: "documents", one: "document", formats: SHAPES,
    says: "All that came in, kept untouched, each with what was read from it.",
    to: (row) => links.documentAt(row["id"]),
    columns: [
      { title: "Document", main: true, sort: "label", cell: (row) => row["label"] ?? row["id"] },
      { title: "Title", wide: true, sort: "title", cell: (row) => row["title"] || "–" },
      { title: "Publisher", sort: "publisher", cell: (row) => row["publisher"] ?? words.NOT_STATED },
      { title: "Published", tight: true, sort: "published", cell: (row) => row["published"] ?? "–" },
      { title: "Claims", number: true, cell: (row) => words.number(claims(row)) },
      { title: "Replaced by", cell: (row) => row["superseded_by"] ?? "" },
    ],
  },
  statements: {
    many: "Statements", manyLow: "statements", one: "statement", formats: SHAPES,
    says: "What sources did with words, attributed to those who said it and never adopted.",
    vocabularies: { kind: "statement_kind" },
    to: (row) => links.sentence(row["claim"]),
    columns: [
      { title: "Speaker", main: true, wide: true, sort: "speaker", cell: (row) => row["speaker"] ?? "speaker not named" },
      { title: "Kind", sort: "kind", cell: (row) => label("statement_kind", row["kind"]) },
      DATE,
      { title: "To or about", cell: (row) => (row["addressees"] ?? []).join("; ") || "–" },
      { title: "In the words of the text", wide: true, cell: (row) => row["about"] ?? "–" },
      { title: "Document", cell: (row) => row["document"] },
    ],
  },
  hazards: {
    many: "Hazardous areas", manyLow: "hazardous areas", one: "hazardous area", formats: SHAPES,
    says: "Suspected and confirmed hazardous areas, as layers have them.",
    vocabularies: { device: "device", status: "land_status", kind: "hazard_kind" },
    to: (row) => links.claim(row["claim"]), columns: land("hazard_kind"),
  },
  records: {
    many: "Minefield records", manyLow: "minefield records", one: "minefield record", formats: SHAPES,
    says: "Records of mines laid, as the party that laid them or another kept them.",
    vocabularies: { device: "device" },
    to: (row) => links.claim(row["claim"]), columns: land(""),
  },
  releases: {
    many: "Released land", manyLow: "pieces of released land", one: "piece of released land", formats: SHAPES,
    says: "Land cancelled, reduced or cleared: kinds that are never added together.",
    vocabularies: { device: "device", kind: "release_kind" },
    to: (row) => links.claim(row["claim"]), columns: land("release_kind"),
  },
};

/** @returns {Column[]} */
function tallyColumns() {
  return [
    { title: "What is counted", main: true, wide: true, sort: "measure", cell: quantity },
    { title: "Period", tight: true, cell: (row) => row["period"] || "–" },
    { title: "As of", tight: true, sort: "as_of", cell: (row) => row["as_of"] ?? lastPoint(row)?.["as_of"] ?? "–" },
    { title: "Figure", number: true, sort: "value", cell: (row) => words.short(row["value"] ?? lastPoint(row)?.["value"]) },
    { title: "Said by", cell: (row) => (row["said_by"] ?? lastPoint(row)?.["said_by"] ?? []).join("; ") || "the publisher" },
    { title: "Document", cell: (row) => html`${row["document"] ?? lastPoint(row)?.["document"]} <${Standing} standing=${row["standing"]} />` },
  ];
}

/** @param {Row} row */
function lastPoint(row) {
  return row["points"]?.at(-1);
}

const REGIONS = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** An area of a series: countries stand there by their code. @param {string} place */
function countryOf(place) {
  return /^[A-Z]{2}$/.test(place) ? REGIONS.of(place) ?? place : place;
}

/** What a series counts: "casualties, children, Azerbaijan". @param {Row} row */
export function quantity(row) {
  const parts = [label("measure", row["measure"])];
  if (row["group"] && row["group"] !== "all") parts.push(label("tally_group", row["group"]));
  if (row["place"]) parts.push(countryOf(row["place"]));
  return parts.join(", ");
}

/** @param {Row} row */
function claims(row) {
  const all = row["claims"];
  if (typeof all === "number") return all;
  return [...(all ?? []), ...(row["land"] ?? [])].reduce((/** @type {number} */ sum, /** @type {number} */ one) => sum + one, 0);
}

/** @param {string} name @returns {Kind} */
export function kindOf(name) {
  return /** @type {Kind} */ (KINDS[name]);
}
