// Which page an address means.

/** @typedef {() => Promise<any>} Load a page's module, of which the default export is the page */
/** @typedef {{load: Load, id: string, title: string}} Found */

/** @type {[RegExp, Load, string][]} */
const ROUTES = [
  [/^\/(?:overview)?$/, from(() => import("../pages/overview.js")), "Overview"],
  [/^\/map$/, from(() => import("../pages/map.js")), "Map"],
  [/^\/(incidents|finds|tallies|contradictions|documents|statements|victims|hazards|records|releases)$/,
    from(() => import("../pages/list.js")), ""],
  [/^\/incidents\/(.+)$/, from(() => import("../pages/incident.js")), "Incident"],
  [/^\/finds\/(.+)$/, from(() => import("../pages/find.js")), "Find"],
  [/^\/tallies\/(.+)$/, from(() => import("../pages/tally.js")), "Tally"],
  [/^\/contradictions\/(.+)$/, from(() => import("../pages/contradiction.js")), "Contradiction"],
  [/^\/documents\/(.+)$/, from(() => import("../pages/document.js")), "Document"],
  [/^\/(?:claims|hazards|records|releases|statements)\/(.+)$/, from(() => import("../pages/claim.js")), "Claim"],
  [/^\/review$/, from(() => import("../pages/review.js")), "Review"],
  [/^\/decisions$/, from(() => import("../pages/decisions.js")), "Decisions"],
  [/^\/ground$/, from(() => import("../pages/ground.js")), "Ground"],
  [/^\/ground\/(.+)$/, from(() => import("../pages/reliability.js")), "Ground"],
  [/^\/methods$/, from(() => import("../pages/methods.js")), "Methods"],
  [/^\/login$/, from(() => import("../pages/login.js")), "Log in"],
  [/^\/add$/, from(() => import("../pages/add.js")), "Add documents"],
];
const NOT_FOUND = from(() => import("../pages/not_found.js"));

/** @param {() => Promise<{default: any}>} load @returns {Load} */
function from(load) {
  return () => load().then((module) => module.default);
}

/** @param {string} path @returns {Found} */
export function pageOf(path) {
  for (const [pattern, load, title] of ROUTES) {
    const found = pattern.exec(path);
    if (!found) continue;
    const id = found[1] ?? "";
    return { load, id, title: title || id.charAt(0).toUpperCase() + id.slice(1) };
  }
  return { load: NOT_FOUND, id: path, title: "Not found" };
}
