// Addresses: which page one means, and going there without loading everything anew.

import { useEffect, useState } from "./html.js";

/** @typedef {import("./types.js").Address} Address */

/** @type {Set<(address: Address) => void>} */
const watchers = new Set();

/** @returns {Address} */
export function address() {
  return {
    path: decodeURI(location.pathname).replace(/\/+$/, "") || "/",
    query: new URLSearchParams(location.search),
    hash: decodeURIComponent(location.hash.slice(1)),
  };
}

export function useAddress() {
  const [now, setNow] = useState(address);
  useEffect(() => {
    watchers.add(setNow);
    return () => void watchers.delete(setNow);
  }, []);
  return now;
}

/**
 * @param {string} to a path, with its query and fragment
 * @param {{replace?: boolean}} [how] in place of the present entry of the browser's history
 */
export function go(to, how = {}) {
  const before = location.pathname;
  history[how.replace ? "replaceState" : "pushState"](null, "", to);
  tell();
  if (location.pathname !== before && !location.hash) scrollTo(0, 0);
}

function tell() {
  const now = address();
  for (const watcher of watchers) watcher(now);
}

/** Follows links within the application; leaves all others, and those with keys held, to the browser. */
export function listen() {
  addEventListener("popstate", tell);
  addEventListener("hashchange", tell);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.dataset["outside"] !== undefined || link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
