// A page while it waits, when something went wrong, when there is nothing.

import { html } from "../lib/html.js";
import { Problem } from "../lib/api.js";

export function Waiting() {
  return html`<p class="waiting" role="status">Loading …</p>`;
}

/**
 * What went wrong, and what to do.
 * @param {{problem: Error, retry?: () => void}} props
 */
export function Failure({ problem, retry }) {
  const { title, hint, status } = problem instanceof Problem ? problem
    : { title: "This page could not be loaded", hint: "Load it again.", status: 0 };
  return html`<div class="failure" role="alert">
    <h2>${title}</h2>
    <p>${problem.message}</p>
    ${hint && html`<p class="hint">${hint}</p>`}
    ${status === 401 && html`<p><a href=${`/login?next=${encodeURIComponent(location.pathname + location.search)}`}>Log in</a></p>`}
    ${retry && html`<button onClick=${retry}>Try again</button>`}
  </div>`;
}

/**
 * Data, or why there is none yet.
 * @param {{of: {data: any, problem: Problem | null, reload: () => void}, children: (data: any) => any}} props
 */
export function Loaded({ of, children }) {
  if (of.problem) return html`<${Failure} problem=${of.problem} retry=${of.reload} />`;
  if (!of.data) return html`<${Waiting} />`;
  return children(of.data);
}
