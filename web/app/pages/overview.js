// The figures, the map, the timeline, and how what is reported divides.

import { html } from "../lib/html.js";
import { useData } from "../lib/api.js";
import { at, called, changed, filterOf } from "../lib/filter.js";
import { label } from "../lib/vocabulary.js";
import * as words from "../lib/words.js";
import { RegisterMap } from "../map/map.js";
import { Heading } from "../parts/heading.js";
import { Loaded } from "../parts/states.js";
import { Timeline } from "../parts/timeline.js";

/** @typedef {import("../lib/filter.js").Filter} Filter */

/** @param {import("../lib/types.js").PageProps} props */
export default function Overview({ address }) {
  const filter = filterOf(address.query);
  const data = useData(at("/overview", filter));
  return html`
    <${Heading} title="Overview" />
    <${Loaded} of=${data}>${(/** @type {any} */ overview) => html`
      <${Figures} figures=${overview.figures} ignored=${overview.ignored ?? {}} filter=${filter} />
      ${empty(overview.figures) && html`<p class="panel">Nothing is in this register${Object.keys(filter).length ? " that the filter keeps" : " yet"}.
        ${Object.keys(filter).length ? html`<a href="/overview">Take out the filter</a>` : html`<a href="/add">Add documents or a layer</a>`}</p>`}
      <div class="columns">
        <section class="block" aria-labelledby="where"><h2 id="where">Where</h2>
          <${RegisterMap} filter=${filter} box=${overview.extent} label="Map of what the filter keeps" />
          <p><a href=${at("/map", filter)}>Open the map with its layers and time slider</a></p>
        </section>
        <section class="block" aria-labelledby="when"><h2 id="when">When</h2>
          <${Timeline} timeline=${overview.timeline ?? []} filter=${filter} />
        </section>
      </div>
      <div class="columns">
        ${Object.entries({ device: "By device", grade: "By grade", country: "By country", district: "By district" }).map(([field, title]) => html`
          <${Parts} title=${title} field=${field} parts=${overview.by?.[field] ?? []} filter=${filter} />`)}
      </div>`}<//>
  `;
}

/** @param {any} figures */
function empty(figures) {
  return !figures?.incidents && !figures?.finds && !figures?.documents;
}

/** @param {{figures: any, ignored: Record<string, string[]>, filter: Filter}} props */
function Figures({ figures, ignored, filter }) {
  /** @type {[string, string, string][]} */
  const all = [
    ["Incidents", words.number(figures.incidents ?? 0), at("/incidents", filter)],
    ["Killed", words.range(figures.killed), at("/incidents", filter, { sort: "-killed" })],
    ["Injured", words.range(figures.injured), at("/incidents", filter, { sort: "-injured" })],
    ["Finds", words.number(figures.finds ?? 0), at("/finds", filter)],
    ["Open contradictions", words.number(figures.contradictions_open ?? 0), at("/contradictions", filter)],
    ["Documents", words.number(figures.documents ?? 0), at("/documents", filter)],
    ...(figures.documents_waiting ? [/** @type {[string, string, string]} */ (["Documents waiting", words.number(figures.documents_waiting), "/review"])] : []),
  ];
  return html`<nav class="figures" aria-label="Figures; each leads to what it counts">
    ${all.map(([name, figure, to]) => html`<a href=${to}><span class="name">${name}</span> <span class="figure">${figure}</span></a>`)}
  </nav>
  <p class="muted">Killed and injured are sums of what the reports of each incident allow, from the least to the most.${notAdded(figures)}${unsaid(ignored)} <a href="/methods">How each figure is counted</a></p>`;
}

/** Which parts of the filter say nothing of a kind of thing. @param {Record<string, string[]>} ignored */
function unsaid(ignored) {
  return Object.entries(ignored)
    .map(([kind, fields]) => ` ${words.capital(kind)} have no ${words.series(called(fields))}: that part of the filter says nothing of them.`)
    .join("");
}

/** What the sums cannot hold. @param {any} figures */
function notAdded(figures) {
  const parts = [
    figures.killed_unknown && `${words.plural(figures.killed_unknown, "incident")} of which no report says how many were killed`,
    figures.injured_unknown && `${words.plural(figures.injured_unknown, "incident")} of which none says how many were injured`,
    figures.not_added && `${words.plural(figures.not_added, "incident")} denied or left open by every report`,
  ].filter(Boolean);
  return parts.length ? ` Not in them: ${words.series(parts)}.` : "";
}

/** @param {{title: string, field: string, parts: {value: string, count: number}[], filter: Filter}} props */
function Parts({ title, field, parts, filter }) {
  if (parts.length === 0) return null;
  const most = Math.max(...parts.map((part) => part.count));
  const asFilter = field === "district" ? "place" : field;
  const text = (/** @type {string} */ value) => field === "device" || field === "grade" ? label(field, value) : value || words.NOT_STATED;
  return html`<section class="block bars" aria-label=${title}><h2>${title}</h2>
    <ul>${parts.slice(0, 12).map((part) => html`<li><a href=${at("/incidents", part.value ? changed(filter, asFilter, part.value) : filter)}>
      <span>${text(part.value)}</span>
      <meter min="0" max=${most} value=${part.count} aria-hidden="true"></meter>
      <span class="number">${words.number(part.count)}</span></a></li>`)}</ul>
    ${parts.length > 12 && html`<p class="muted">and ${words.plural(parts.length - 12, "other")}; all are in <a href=${at("/incidents", filter)}>the list</a></p>`}
  </section>`;
}
