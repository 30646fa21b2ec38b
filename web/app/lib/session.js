// Who is looking, and what they may do.

import { carry, get, send } from "./api.js";

/** @typedef {import("./types.js").Session} Session */

/** @type {Session} */
let session = { accounts: false, user: null, role: "public", actions: [], csrf: null };
/** @type {Set<() => void>} */
const watchers = new Set();

export function current() {
  return session;
}

/** @param {() => void} watcher */
export function watchSession(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** @type {Promise<Session> | undefined} */
let asked;
/** Who is looking, once that is known; where it cannot be, nobody. */
export function ready() {
  asked ??= refresh().then(() => session, () => session);
  return asked;
}

export async function refresh() {
  take(await get("/session"));
}

/**
 * @param {string} name
 * @param {string} password
 */
export async function enter(name, password) {
  await send("POST", "/session", { name, password });
  await refresh();
}

export async function leave() {
  await send("DELETE", "/session");
  await refresh();
}

/**
 * Whether the viewer may do this, as `decide:decisions`. Without accounts everybody at this machine may do everything.
 * @param {string} action
 */
export function may(action) {
  return !session.accounts || session.actions.includes(action);
}

/** @param {Session} answer */
function take(answer) {
  session = { ...session, ...answer };
  carry(session.csrf ?? null);
  for (const watcher of watchers) watcher();
}
