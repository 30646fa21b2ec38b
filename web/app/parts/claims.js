// The reports behind a thing, each with its words and its place in the document.

import { html } from "../lib/html.js";
import * as links from "../lib/links.js";
import * as words from "../lib/words.js";
import { mayDecide } from "./decide.js";
import { Quotes, Said, Standing } from "./marks.js";

/** @param {{reports: any[], claims?: string[], decide?: (of: any) => void}} props */
export function Claims({ reports, claims = [], decide }) {
  const told = new Set(reports.map(claimOf));
  const bare = claims.filter((claim) => !told.has(claim));
  return html`<section class="block"><h2>What the sources say</h2>
    <ul class="sides">${reports.map((report) => html`<li><${Report} report=${report} decide=${decide} /></li>`)}
      ${bare.map((claim) => html`<li class="side"><a href=${links.sentence(claim)}>Where claim ${claim} stands</a></li>`)}</ul>
  </section>`;
}

/** @param {any} report */
function claimOf(report) {
  return typeof report.claim === "string" ? report.claim : report.claim?.id;
}

/** @param {{report: any, decide: ((of: any) => void) | undefined}} props */
function Report({ report, decide }) {
  const claim = claimOf(report);
  const of = typeof report.document === "string" ? { id: report.document, label: report.document } : report.document ?? {};
  const said = report.said?.said ?? report.said ?? report.claim?.said ?? {};
  return html`<article class="side">
    <h3><a href=${links.documentAt(of.id ?? claim.split(".")[0], claim)}>${of.title || of.label || of.id}</a> <${Standing} standing=${report.standing} /></h3>
    <p class="muted">${[of.publisher ?? "publisher not stated", of.published ? words.date(of.published) : "no date"].join(", ")}; <${Said} by=${report.said_by ?? said.said_by} /></p>
    <${Quotes} evidence=${report.evidence ?? said.evidence} claim=${claim} />
    ${decide && mayDecide() && html`<div class="actions"><button class="plain" onClick=${() => decide({ decide: "accept", claim })}>Accept …</button>
      <button class="plain" onClick=${() => decide({ decide: "reject", claim })}>Reject …</button></div>`}
  </article>`;
}
