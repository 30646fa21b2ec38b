// What happened, told once: shown for a while, and read out by screen readers.

/** @typedef {{text: string, link?: {to: string, text: string}}} Notice */

/** @type {Set<(notice: Notice) => void>} */
const watchers = new Set();

/** @param {(notice: Notice) => void} watcher */
export function onNotice(watcher) {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** @param {string} text @param {{to: string, text: string}} [link] */
export function announce(text, link) {
  for (const watcher of watchers) watcher(link ? { text, link } : { text });
}
