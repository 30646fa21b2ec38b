// Every page: wide and narrow, light and dark: it says what it is, has no fault, asks nobody else, scrolls in
// one direction only, and can be used by those who see or point otherwise (axe-core).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { setting, withSheets } from "./setting.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @type {[string, RegExp][]} addresses, and what must stand on the page */
const PAGES = [
  ["/overview", /Incidents/],
  ["/map", /imply no endorsement/],
  ["/incidents", /I-[0-9a-f]{12}/],
  ["/finds", /F-[0-9a-f]{12}/],
  ["/victims", /personal data/],
  ["/tallies", /casualties/],
  ["/contradictions", /48, then 45/],
  ["/documents", /2022-10-25-foreign-ministry/],
  ["/statements", /attributed/],
  ["/hazards", /EX-1/],
  ["/records", /Minefield records/],
  ["/releases", /never added together/],
  ["INCIDENT", /What each source says/],
  ["FIND", /What the sources say/],
  ["TALLY", /As of/],
  ["CONTRADICTION", /prefers neither side/],
  ["DOCUMENT", /48 people were killed/],
  ["CLAIM", /In the document’s words/],
  ["/review", /waiting/],
  ["/decisions", /Each entry carries the hash/],
  ["/ground", /Questions that were saved/],
  ["RELIABILITY", /Sheet by sheet/],
  ["/methods", /How each figure is counted/],
  ["/login", /no accounts/],
  ["/add", /Drop files here/],
  ["/nowhere", /There is no such page/],
];

/** @type {Record<string, string>} */
let things;
const { address, aPage } = setting({ prepare: withSheets, begin });

/** What is in the register by which address. @param {string} address */
async function begin(address) {
  const list = async (/** @type {string} */ path) =>
    (await (await fetch(`${address}${path}?f=json&limit=1000`)).json()).items;
  const finding = (await list("/contradictions")).find((/** @type {any} */ one) => one.note.includes("48, then 45"));
  const tally = (await list("/tallies")).find((/** @type {any} */ one) => JSON.stringify(one).includes("agency-2024"));
  const incident = (await list("/incidents")).find((/** @type {any} */ one) => one.reports.length > 2);
  const { csrf } = await (await fetch(`${address}/session?f=json`)).json();
  await fetch(`${address}/ground`, {
    method: "POST", body: JSON.stringify({ save: "all-records" }),
    headers: { "Content-Type": "application/json", "X-Cairn-CSRF": csrf ?? "" },
  });
  things = {
    RELIABILITY: "/ground/all-records",
    INCIDENT: `/incidents/${incident.id}`,
    FIND: `/finds/${(await list("/finds"))[0].id}`,
    TALLY: `/tallies/${tally.series ?? tally.id}`,
    CONTRADICTION: `/contradictions/${finding.id}`,
    DOCUMENT: `/documents/${finding.claims[0].split(".")[0]}`,
    CLAIM: `/claims/${(await list("/hazards"))[0].claim}`,
  };
}

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`every page, wide and ${scheme}`, async (t) => {
    const { page, faults } = await aPage({ colorScheme: scheme });
    for (const [name, says] of PAGES) {
      await t.test(name, async () => {
        faults.length = 0;
        await opened(page, name, says);
        assert.deepEqual(faults.filter((fault) => !ofMissingPage(name, fault)), []);
        // Last, as axe-core itself puts styles into the page, which the pages’ policy forbids and the console tells.
        assert.deepEqual(await serious(page), [], "accessibility");
      });
    }
    await page.context().close();
  });
}

test("every page, 360 pixels wide: only tables scroll sideways", async (t) => {
  const { page, faults } = await aPage({ viewport: { width: 360, height: 740 } });
  for (const [name, says] of PAGES) {
    await t.test(name, async () => {
      await opened(page, name, says);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(beyond <= 0, `${beyond} pixels beyond the edge`);
    });
  }
  assert.deepEqual(faults.filter((fault) => !fault.includes("/nowhere")), []);
  await page.context().close();
});

test("pages can be printed: the ways and forms are left out, the content is not", async () => {
  const { page } = await aPage();
  await opened(page, "INCIDENT", /What each source says/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav.ways").isVisible(), false);
  assert.equal(await page.getByRole("button", { name: /Correct/ }).count(), 0);
  assert.ok(await page.locator("table.grid").isVisible());
  await page.context().close();
});

test("the words of the vocabularies are those of the program", async () => {
  const { VOCABULARY } = await import("../app/lib/vocabulary.js");
  const methods = await (await fetch(`${address()}/methods?f=json`)).json();
  const flat = JSON.stringify(methods.vocabulary);
  for (const name of ["device", "grade", "measure", "statement_kind", "repair_kind"]) {
    for (const [code, words] of Object.entries(VOCABULARY[name] ?? {})) {
      assert.ok(flat.includes(JSON.stringify(code)), `${name}: the program has no ${code}`);
      assert.ok(flat.includes(JSON.stringify(words)), `${name}: the program has other words for ${code}`);
    }
  }
});

/** @param {import("playwright-core").Page} page @param {string} name @param {RegExp} says */
async function opened(page, name, says) {
  await page.goto(things[name] ?? name);
  await page.locator("main").getByText(says).filter({ visible: true }).first().waitFor();
  assert.equal(await page.locator("h1").count(), 1, "one heading of the page");
  assert.match(await page.title(), /– Cairn$/);
  assert.equal(await page.locator(".failure").count(), 0, await page.locator("main").innerText());
}

/** A page that is not there is answered with 404, which browsers write to the console. */
/** @param {string} name @param {string} fault */
function ofMissingPage(name, fault) {
  return name === "/nowhere" && fault.includes("404") && fault.includes("/nowhere");
}

/** Findings of axe-core that are serious or critical. @param {import("playwright-core").Page} page */
async function serious(page) {
  // As a debugger would: the pages’ own policy lets no other script in.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const { result } = await session.send("Runtime.evaluate", {
    expression: `axe.run(document, { resultTypes: ["violations"] }).then((found) => JSON.stringify(found.violations
      .filter((one) => ["serious", "critical"].includes(one.impact))
      .map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.target.join(" ") + " " + node.failureSummary).join(" | "))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return JSON.parse(result.value);
}

test("the shell names beforehand the scripts that every page needs, and no other", async () => {
  const shell = await (await fetch(`${address()}/overview`, { headers: { Accept: "text/html" } })).text();
  const named = [...shell.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((found) => found[1]).sort();
  const { page } = await aPage();
  /** @type {Set<string>[]} */
  const fetched = [];
  for (const path of ["/login", "/methods", "/incidents"]) {
    await page.goto("about:blank");
    const own = new Set();
    /** @param {import("playwright-core").Request} request */
    const note = (request) => void own.add(new URL(request.url()).pathname);
    page.on("request", note);
    await page.goto(`${address()}${path}`);
    await page.locator("h1").waitFor();
    page.off("request", note);
    fetched.push(own);
  }
  await page.context().close();
  const scripts = [...(fetched[0] ?? [])].filter((path) => /\.m?js$/.test(path) && !path.endsWith("/main.js"));
  assert.deepEqual(named, scripts.filter((path) => fetched.every((own) => own.has(path))).sort());
});
