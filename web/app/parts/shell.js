// What is around every page: the way to the others, the filter, notices, help.

import { html, useEffect, useRef, useState } from "../lib/html.js";
import { address, go, useAddress } from "../lib/router.js";
import { at, filterOf, isFiltered, shared } from "../lib/filter.js";
import { useKeys } from "../lib/keys.js";
import { onNotice } from "../lib/announce.js";
import { current, leave, may, watchSession } from "../lib/session.js";
import { pageOf } from "./routes.js";
import { FilterBar } from "./filter_bar.js";
import { Help } from "./help.js";
import { Failure, Waiting } from "./states.js";

/** @typedef {{to: string, text: string, key?: string, needs?: string[]}} Way `needs`: one of these rights */

/** @type {{heading: string, ways: Way[]}[]} */
const WAYS = [
  { heading: "At a glance", ways: [
    { to: "/overview", text: "Overview", key: "o" },
    { to: "/map", text: "Map", key: "m" },
  ] },
  { heading: "What is reported", ways: [
    { to: "/incidents", text: "Incidents", key: "i" },
    { to: "/finds", text: "Finds", key: "f" },
    { to: "/victims", text: "Victims", key: "v", needs: ["read_personal:register"] },
    { to: "/tallies", text: "Tallies", key: "t" },
    { to: "/contradictions", text: "Contradictions", key: "c" },
  ] },
  { heading: "Land", ways: [
    { to: "/hazards", text: "Hazardous areas", key: "h" },
    { to: "/records", text: "Minefield records", key: "e" },
    { to: "/releases", text: "Released land", key: "l" },
    { to: "/ground", text: "Ground", key: "g", needs: ["read_personal:ground"] },
  ] },
  { heading: "Sources", ways: [
    { to: "/documents", text: "Documents", key: "d", needs: ["read_personal:documents"] },
    { to: "/statements", text: "Statements", key: "s", needs: ["read_personal:documents"] },
    { to: "/add", text: "Add documents", key: "a", needs: ["add:documents", "add:land"] },
  ] },
  { heading: "Work", ways: [
    { to: "/review", text: "Review", key: "r", needs: ["read_personal:decisions"] },
    { to: "/decisions", text: "Decisions", key: "n", needs: ["read_personal:decisions"] },
    { to: "/methods", text: "Methods", key: "?" },
  ] },
];

export function Shell() {
  const now = useAddress();
  const [, setSession] = useState(current());
  const [menu, setMenu] = useState(false);
  const [help, setHelp] = useState(false);
  useEffect(() => void watchSession(() => setSession({ ...current() })), []);
  useEffect(() => setMenu(false), [now.path]);
  useKeys("Everywhere", everywhere(setHelp));
  return html`
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
      <a class="brand" href=${at("/overview", shared(filterOf(now.query)))}>Cairn</a>
      <button class="menu-button" aria-expanded=${menu} aria-controls="ways" onClick=${() => setMenu(!menu)}>Menu</button>
      <span class="top-end">
        <${Viewer} address=${now} />
        <button class="plain" onClick=${() => setHelp(true)} title="Keys (?)">Keys</button>
      </span>
    </header>
    <nav id="ways" class=${menu ? "ways open" : "ways"} aria-label="Pages">
      ${WAYS.map((group) => html`<${Group} group=${group} address=${now} />`)}
    </nav>
    <main id="main" tabindex="-1">
      ${isPublic() && html`<p class="edition">Public edition: names, sentences and exact places are withheld, and what fewer than five stand for. “Not stated” may mean withheld.</p>`}
      ${isFiltered(now.path) && html`<${FilterBar} address=${now} />`}
      <${Page} address=${now} />
    </main>
    <${Notices} />
    ${help && html`<${Help} close=${() => setHelp(false)} />`}
  `;
}

/** Whether what is shown is the edition for everybody. */
function isPublic() {
  return current().accounts && may("read:register") && !may("read_personal:register");
}

/** @param {(shown: boolean) => void} setHelp */
function everywhere(setHelp) {
  const ways = WAYS.flatMap((group) => group.ways).filter((way) => way.key);
  return [
    { key: "?", does: "show these keys", run: () => setHelp(true) },
    { key: "/", does: "go to the filter", run: () => document.getElementById("filter-text")?.focus() },
    ...ways.map((way) => ({
      key: `g ${way.key}`, does: way.text, run: () => go(isFiltered(way.to) ? at(way.to, shared(filterOf(address().query))) : way.to),
    })),
  ];
}

/** @param {{group: {heading: string, ways: Way[]}, address: import("../lib/types.js").Address}} props */
function Group({ group, address: now }) {
  const filter = shared(filterOf(now.query));
  const ways = group.ways.filter((way) => !way.needs || way.needs.some(may));
  if (ways.length === 0) return null;
  /** @param {Way} way */
  const isHere = (way) => now.path === way.to || (way.to === "/overview" && now.path === "/")
    || now.path.startsWith(`${way.to}/`);
  return html`<section aria-label=${group.heading}>
    <p class="ways-heading" aria-hidden="true">${group.heading}</p>
    <ul>${ways.map((way) => html`<li>
      <a href=${isFiltered(way.to) ? at(way.to, filter) : way.to} aria-current=${isHere(way) ? "page" : null}>${way.text}</a>
    </li>`)}</ul>
  </section>`;
}

/** @param {{address: import("../lib/types.js").Address}} props */
function Viewer({ address: now }) {
  const { accounts, user, role } = current();
  if (!accounts) return html`<span class="viewer" title="No accounts: only this machine is served">${user ?? ""}</span>`;
  const next = now.path === "/login" ? "" : `?next=${encodeURIComponent(location.pathname + location.search)}`;
  if (!user) return html`<a class="viewer" href=${`/login${next}`}>Log in</a>`;
  return html`<span class="viewer">${user} <span class="muted">(${role})</span></span>
    <button class="plain" onClick=${() => leave().then(() => go("/login"))}>Log out</button>`;
}

/** The page that the address means; its module is fetched when it is first wanted. */
/** @param {{address: import("../lib/types.js").Address}} props */
function Page({ address: now }) {
  const { load, id, title } = pageOf(now.path);
  const [shown, setShown] = useState(/** @type {{load: any, View: any, failed?: Error} | null} */ (null));
  const first = useRef(true);
  useEffect(() => {
    let wanted = true;
    load().then(
      (View) => wanted && setShown({ load, View }),
      (failed) => wanted && setShown({ load, View: null, failed }),
    );
    return () => void (wanted = false);
  }, [load]);
  useEffect(() => {
    document.title = title ? `${title} – Cairn` : "Cairn";
    // Whoever follows a link with the keyboard goes on reading at the new page's beginning.
    if (!first.current && !now.hash) document.getElementById("main")?.focus({ preventScroll: true });
    first.current = false;
  }, [now.path]);
  if (shown?.failed && shown.load === load) return html`<${Failure} problem=${shown.failed} />`;
  if (!shown || shown.load !== load) return html`<${Waiting} />`;
  return html`<${shown.View} key=${now.path} id=${id} address=${now} />`;
}

/** What happened, for a while on the screen and for screen readers. */
function Notices() {
  const [notice, setNotice] = useState(/** @type {import("../lib/announce.js").Notice | null} */ (null));
  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const stop = onNotice((next) => {
      setNotice(next);
      clearTimeout(timer);
      timer = setTimeout(() => setNotice(null), 12_000);
    });
    return () => { clearTimeout(timer); stop(); };
  }, []);
  return html`<div class=${notice ? "notice" : "notice empty"} role="status" aria-live="polite">
    ${notice && html`<span>${notice.text}</span> ${notice.link && html`<a href=${notice.link.to}>${notice.link.text}</a>`}
      <button class="plain" onClick=${() => setNotice(null)} aria-label="Close this notice">×</button>`}
  </div>`;
}
