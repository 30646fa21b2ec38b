// From when to when, by two sliders over the months that the register has.

import { html, useEffect, useState } from "../lib/html.js";
import { go } from "../lib/router.js";
import { at, changed } from "../lib/filter.js";
import * as words from "../lib/words.js";

/** @param {{timeline: {month: string}[], filter: import("../lib/filter.js").Filter, path: string}} props */
export function TimeSlider({ timeline, filter, path }) {
  const months = monthsBetween(timeline);
  const last = months.length - 1;
  const place = (/** @type {string | undefined} */ date, /** @type {number} */ otherwise) => {
    if (!date) return otherwise;
    const month = date.length === 4 ? `${date}-${otherwise === 0 ? "01" : "12"}` : date.slice(0, 7);
    const found = months.findIndex((one) => one >= month);
    return found < 0 ? last : found;
  };
  const [from, setFrom] = useState(0);
  const [to, setTo] = useState(last);
  useEffect(() => {
    setFrom(place(filter["from"], 0));
    setTo(place(filter["to"], last));
  }, [filter["from"], filter["to"], last]);
  if (months.length < 2) return null;
  /** @param {number} first @param {number} end */
  const apply = (first, end) => {
    const next = changed(filter, "from", first > 0 ? months[first] ?? "" : "");
    go(at(path, changed(next, "to", end < last ? months[end] ?? "" : "")), { replace: true });
  };
  const text = (/** @type {number} */ index) => words.monthName(months[index] ?? "");
  return html`<div class="time">
    <p>From <strong>${text(from)}</strong> to <strong>${text(to)}</strong>. <span class="muted">What has no date is left out as soon as the ends move.</span></p>
    <div class="ranges">
      <label><span class="sr">First month</span><input type="range" min="0" max=${last} value=${from} aria-valuetext=${text(from)}
        onInput=${(/** @type {any} */ event) => setFrom(Math.min(Number(event.target.value), to))}
        onChange=${(/** @type {any} */ event) => apply(Math.min(Number(event.target.value), to), to)} /></label>
      <label><span class="sr">Last month</span><input type="range" min="0" max=${last} value=${to} aria-valuetext=${text(to)}
        onInput=${(/** @type {any} */ event) => setTo(Math.max(Number(event.target.value), from))}
        onChange=${(/** @type {any} */ event) => apply(from, Math.max(Number(event.target.value), from))} /></label>
    </div>
  </div>`;
}

/** Every month from the first to the last of a timeline. @param {{month: string}[]} timeline */
export function monthsBetween(timeline) {
  const given = timeline.map((one) => one.month).filter((month) => /^\d{4}-\d{2}$/.test(month)).sort();
  const [first, last] = [given[0], given.at(-1)];
  if (!first || !last) return [];
  const months = [];
  let [year = 0, month = 1] = first.split("-").map(Number);
  while (months.length < 2400) {
    const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    months.push(text);
    if (text >= last) break;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}
