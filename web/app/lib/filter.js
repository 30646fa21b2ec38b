// The filter that all pages share. It lives in the address and nowhere else.

/** @typedef {Record<string, string>} Filter */

/** Fields that all pages share, in the order of the form. */
const SHARED = ["from", "to", "place", "country", "device", "source", "grade", "text", "bbox"];
/** Fields of one list, which its divisions set; they are left behind with the list. */
const OWN = ["status", "action", "outcome", "kind", "measure", "group", "sex", "standing", "sheet", "language"];
export const FIELDS = [...SHARED, ...OWN];

/** How a field is called on the screen. @type {Record<string, string>} */
export const LABELS = {
  from: "From", to: "To", place: "Place", country: "Country", device: "Device", source: "Source",
  grade: "Grade", text: "Words", bbox: "Map section", status: "Status", action: "Action", outcome: "Outcome", kind: "Kind", measure: "Measure",
  group: "Group", sex: "Sex", standing: "Standing", sheet: "Sheet", language: "Language",
};

/** Filters as people call what they choose by, each once. @param {string[]} fields */
export function called(fields) {
  const days = ["from", "to"];
  const name = (/** @type {string} */ field) => (days.includes(field) ? "date" : (LABELS[field] ?? field).toLowerCase());
  return [...new Set(fields.map(name))];
}

/** Pages that the filter applies to. */
const PAGES = new Set([
  "/", "/overview", "/map", "/incidents", "/finds", "/tallies", "/contradictions", "/documents",
  "/statements", "/victims", "/hazards", "/records", "/releases",
]);

/** @param {string} path */
export function isFiltered(path) {
  return PAGES.has(path);
}

/** @param {URLSearchParams} query @returns {Filter} */
export function filterOf(query) {
  /** @type {Filter} */
  const filter = {};
  for (const field of FIELDS) {
    const value = query.get(field)?.trim();
    if (value) filter[field] = value;
  }
  return filter;
}

/** What goes along to other pages. @param {Filter} filter @returns {Filter} */
export function shared(filter) {
  return Object.fromEntries(Object.entries(filter).filter(([field]) => SHARED.includes(field)));
}

/**
 * An address with a filter, and more parameters.
 * @param {string} path
 * @param {Filter} filter
 * @param {Record<string, string | number | null | undefined>} [more]
 */
export function at(path, filter, more = {}) {
  const query = new URLSearchParams();
  for (const field of FIELDS) if (filter[field]) query.set(field, /** @type {string} */ (filter[field]));
  for (const [name, value] of Object.entries(more)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `${path}?${text}` : path;
}

/**
 * A filter with one field set, or taken out where the value is empty.
 * @param {Filter} filter
 * @param {string} field
 * @param {string} value
 */
export function changed(filter, field, value) {
  const next = { ...filter, [field]: value };
  if (!value) delete next[field];
  return next;
}

/**
 * Whether a date of the filter can be understood: a year, a month or a day.
 * @param {string} text
 */
export function isPeriod(text) {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!found) return false;
  const [, year, month = "01", day = "01"] = found;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
