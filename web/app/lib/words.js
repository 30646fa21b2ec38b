// Values as people read them. Unknown is a value and has its own words.

/** @typedef {import("./types.js").Range} Range */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Place} Place */

const NUMBER = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 3 });
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];
export const NOT_STATED = "not stated";

/** @param {number} value thousands set apart */
export function number(value) {
  return NUMBER.format(value);
}

/**
 * A count or measured value: "3", "1–3", "3 or more", "not stated".
 * @param {Range | number | null | undefined} range
 */
export function range(range) {
  if (range === null || range === undefined) return NOT_STATED;
  if (typeof range === "number") return number(range);
  const [least, most] = range;
  if (most === null || most === undefined) return `${number(least)} or more`;
  return least === most ? number(least) : `${number(least)}–${number(most)}`;
}

/**
 * The same for a narrow column.
 * @param {Range | null | undefined} value
 */
export function short(value) {
  if (value === null || value === undefined) return "–";
  const [least, most] = value;
  if (most === null || most === undefined) return `${number(least)}+`;
  return range(value);
}

/** @param {string} day as 2021-06-04 */
function parts(day) {
  const [year = "", month = "", date = ""] = day.split("-");
  return { year: Number(year), month: Number(month), day: Number(date) };
}

/** @param {number} year @param {number} month from 1 */
function daysIn(year, month) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * "4 June 2021", "June 2021", "2021", "3–5 June 2021".
 * @param {Span | string | null | undefined} span
 */
export function date(span) {
  if (!span) return NOT_STATED;
  if (typeof span === "string") return day(span);
  const { from, to } = span;
  if (!from && !to) return NOT_STATED;
  if (!from || !to) return from ? `since ${day(from)}` : `until ${day(/** @type {string} */ (to))}`;
  if (from === to) return day(from);
  const [a, b] = [parts(from), parts(to)];
  const wholeMonths = a.day === 1 && b.day === daysIn(b.year, b.month);
  if (wholeMonths && a.month === 1 && b.month === 12) {
    return a.year === b.year ? `${a.year}` : `${a.year}–${b.year}`;
  }
  if (a.year === b.year && a.month === b.month) {
    return wholeMonths ? `${MONTHS[a.month - 1]} ${a.year}` : `${a.day}–${day(to)}`;
  }
  return `${day(from)} – ${day(to)}`;
}

/** @param {string} text */
function day(text) {
  const { year, month, day: date } = parts(text);
  if (!month) return text;
  return date ? `${date} ${MONTHS[month - 1]} ${year}` : `${MONTHS[month - 1]} ${year}`;
}

/**
 * A date in few, sortable letters: "2021-06-04", "2021-06", "2021", "2021-06-03/05".
 * @param {Span | string | null | undefined} span
 */
export function shortDate(span) {
  if (!span) return "–";
  if (typeof span === "string") return span;
  const { from, to } = span;
  if (!from && !to) return "–";
  if (!from || !to) return from ? `${from}/…` : `…/${to}`;
  if (from === to) return from;
  const [a, b] = [parts(from), parts(to)];
  if (a.day === 1 && b.day === daysIn(b.year, b.month)) {
    if (a.year === b.year && a.month === b.month) return from.slice(0, 7);
    if (a.year === b.year && a.month === 1 && b.month === 12) return from.slice(0, 4);
  }
  if (from.slice(0, 7) === to.slice(0, 7)) return `${from}/${to.slice(8)}`;
  return `${from}/${to}`;
}

/**
 * Year, or month, of an axis: "2021", "Jun 2021".
 * @param {string} month as 2021-06
 */
export function monthName(month) {
  const { year, month: index } = parts(month);
  return index ? `${(MONTHS[index - 1] ?? "").slice(0, 3)} ${year}` : month;
}

/**
 * From fine to coarse: "Susuzlug, Kalbajar, Azerbaijan".
 * @param {Place | string | null | undefined} place
 */
export function place(place) {
  if (!place) return NOT_STATED;
  if (typeof place === "string") return place;
  const names = [place.settlement, place.district, place.country].filter(Boolean);
  return names.filter((name, index) => name !== names[index - 1]).join(", ") || NOT_STATED;
}

/**
 * Where it lies and how well that is known.
 * @param {{lat?: number | null, lon?: number | null, precision?: number, precision_m?: number,
 *   gazetteer_id?: string | null}} place
 */
export function position(place) {
  if (typeof place.lat !== "number" || typeof place.lon !== "number") return "";
  const [ns, ew] = [place.lat < 0 ? "S" : "N", place.lon < 0 ? "W" : "E"];
  const within = place.precision ?? place.precision_m;
  const where = `${Math.abs(place.lat).toFixed(4)}° ${ns}, ${Math.abs(place.lon).toFixed(4)}° ${ew}`;
  return within ? `${where}, within ${metres(within)}` : where;
}

/** @param {number} value metres: "300 m", "2.5 km" */
export function metres(value) {
  return value < 1000 ? `${number(value)} m` : `${number(Math.round(value / 100) / 10)} km`;
}

/** @param {number} value square metres: "0.4 ha", "12 km²" */
export function area(value) {
  if (value < 1000) return `${number(Math.round(value))} m²`;
  if (value < 10_000_000) return `${number(Math.round(value / 100) / 100)} ha`;
  return `${number(Math.round(value / 10_000) / 100)} km²`;
}

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** @param {string[]} items "a", "a and b", "a, b and c" */
export function series(items) {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {string} at RFC 3339: "22 November 2026, 14:05" */
export function moment(at) {
  return `${date(at.slice(0, 10))}, ${at.slice(11, 16)} UTC`;
}

/** @param {number} share from 0 to 1 */
export function percent(share) {
  return `${number(Math.round(share * 1000) / 10)} %`;
}

/**
 * A value of a claim or a derived value, whatever its shape.
 * @param {any} value
 * @param {(code: string) => string} [words] for codes
 * @returns {string}
 */
export function value(value, words = (code) => code) {
  if (value === null || value === undefined || value === "") return NOT_STATED;
  if (typeof value === "string") return words(value);
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) {
    const isRange = value.length === 2 && typeof value[0] === "number"
      && (value[1] === null || typeof value[1] === "number");
    if (isRange) return range(/** @type {Range} */ (value));
    return value.length === 0 ? NOT_STATED : value.map((one) => valueOf(one, words)).join("; ");
  }
  return valueOf(value, words);
}

/** @param {any} one @param {(code: string) => string} words */
function valueOf(one, words) {
  if (typeof one !== "object" || one === null) return value(one, words);
  if ("from" in one || "to" in one) return date(one);
  if ("settlement" in one || "country" in one || "district" in one) return place(one);
  if ("name" in one && one.name) return String(one.name);
  return JSON.stringify(one);
}
