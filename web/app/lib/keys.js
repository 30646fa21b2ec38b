// Keys: one listener, to which pages add what they answer to while they are shown.

import { useLayoutEffect } from "./html.js";

/**
 * What a key does.
 * @typedef {{key: string, does: string, run: (event: KeyboardEvent) => void}} Key
 */

/** @type {Set<{heading: string, keys: Key[]}>} */
const groups = new Set();
/** The first of two letters, as in `g i`. */
let before = "";
let beforeAt = 0;

/** All keys in force, for the help. */
export function keysInForce() {
  return [...groups];
}

/**
 * Keys of a page or part, in force while it is shown.
 * @param {string} heading
 * @param {Key[]} keys
 */
export function useKeys(heading, keys) {
  // With the drawing, not after it: a quick second key must meet what the first one changed.
  useLayoutEffect(() => {
    const group = { heading, keys };
    groups.add(group);
    return () => void groups.delete(group);
  });
}

/** @param {EventTarget | null} target */
function takesText(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // A dialog has keys of its own, and the map takes arrows and signs.
    if (takesText(event.target) || document.querySelector("dialog[open]")) return;
    const pair = Date.now() - beforeAt < 1500 && before ? `${before} ${event.key}` : "";
    const all = [...groups].reverse().flatMap((group) => group.keys);
    const found = all.find((one) => one.key === pair) ?? all.find((one) => one.key === event.key);
    const begins = !pair && all.some((one) => one.key.startsWith(`${event.key} `));
    [before, beforeAt] = [begins ? event.key : "", begins ? Date.now() : 0];
    if (!found || (found.key === event.key && begins)) return;
    event.preventDefault();
    found.run(event);
  });
}
