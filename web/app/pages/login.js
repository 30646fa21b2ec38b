// Logging in, where the server has accounts.

import { html, useState } from "../lib/html.js";
import { Problem } from "../lib/api.js";
import { go } from "../lib/router.js";
import { current, enter } from "../lib/session.js";
import { Heading } from "../parts/heading.js";
import { Failure } from "../parts/states.js";

/** @param {import("../lib/types.js").PageProps} props */
export default function Login({ address }) {
  const [problem, setProblem] = useState(/** @type {Problem | null} */ (null));
  const [busy, setBusy] = useState(false);
  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    setBusy(true);
    try {
      await enter(String(form.get("name")), String(form.get("password")));
      go(within(address.query.get("next")));
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem({ detail: String(error) }));
      setBusy(false);
    }
  };
  if (!current().accounts) {
    return html`<${Heading} title="Log in" /><p>This server has no accounts. It serves this machine only, and everything may be done on it.</p>`;
  }
  return html`<${Heading} title="Log in" sub="Without an account you see what is public: no names, no exact positions of victims." />
    <form class="form" onSubmit=${submit}>
      <label>Name<input name="name" autocomplete="username" required autofocus /></label>
      <label>Password<input name="password" type="password" autocomplete="current-password" required /></label>
      ${problem && html`<${Failure} problem=${problem} />`}
      <div><button class="main" disabled=${busy}>Log in</button></div>
    </form>`;
}

/** Where to go on: an address of these pages, never one elsewhere. @param {string | null} next */
function within(next) {
  return next && /^\/(?![/\\])/.test(next) ? next : "/overview";
}
