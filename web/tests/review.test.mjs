// The review: every decision by its key and by its button, for the kinds it makes sense for, with a reason, in
// the log, taken back; the whole of it without a pointer; and how many clicks it takes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { highlighted, setting } from "./setting.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { onAPage } = setting({ afresh: true });

/** @param {Page} page @param {string} path @returns {Promise<any>} */
function asked(page, path) {
  return page.evaluate((path) => fetch(path).then((answer) => answer.json()), `${path}${path.includes("?") ? "&" : "?"}f=json`);
}

/** Opens an entry of the queue. @param {Page} page @param {string} kind */
async function opened(page, kind) {
  await page.goto("/review");
  await page.locator(".queue-list button").first().waitFor();
  const item = (await asked(page, "/review?limit=200")).items.find((/** @type {any} */ one) => one.kind === kind);
  await page.goto(`/review?item=${encodeURIComponent(item.id)}`);
  await page.locator(".queue .actions").first().waitFor();
  return item;
}

/** What each key opens, or the reason why it does not. @type {Record<string, Record<string, RegExp>>} */
const KEYS = {
  contradiction: {
    a: /^Settle: .* holds/, x: /^Misread/, b: /^Settle: all figures stand/, r: /^Settle: none of the figures/,
    c: /stays as the source gave it/, m: /stays as the source gave it/, s: /stays as the source gave it/, p: /stays as the source gave it/,
  },
  uncertain_link: { a: /^Merge/, r: /^Split/, c: /^Correct/, p: /^Place/, m: /^Merge/, s: /^Split/ },
  new_casualties: { a: /^Accept/, r: /^Reject/, c: /^Correct/, p: /^Place/, m: /^Merge/, s: /^Split|only one report/ },
};

test("each key of the review asks for its decision, or says why there is none", () => onAPage(async (page) => {
  for (const [kind, keys] of Object.entries(KEYS)) {
    await opened(page, kind);
    for (const [key, says] of Object.entries(keys)) {
      const dialog = page.getByRole("dialog");
      const notice = page.locator(".notice").filter({ hasText: says });
      const shown = dialog.or(notice).first();
      await page.keyboard.press(key);
      await shown.waitFor();
      if (await dialog.count()) {
        assert.match(await dialog.getByRole("heading").innerText(), says, `${kind}: ${key}`);
        assert.ok(await dialog.getByLabel(/Why\?/).isVisible());
        assert.ok(await dialog.getByRole("button", { name: "Record" }).isDisabled(), "no decision without a reason");
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached" });
      }
    }
  }
}));

test("a key that comes right after Escape is not lost", () => onAPage(async (page) => {
  await opened(page, "new_casualties");
  const keys = [["c", /^Correct/], ["p", /^Place/], ["?", /^Keys/], ["r", /^Reject/], ["m", /^Merge/], ["c", /^Correct/]];
  for (const [key, says] of /** @type {[string, RegExp][]} */ (keys)) {
    // Sent together: the page has no time to draw between them.
    await Promise.all([page.keyboard.press("Escape"), page.keyboard.press(key)]);
    await page.getByRole("dialog").getByRole("heading", { level: 2, name: says }).waitFor();
  }
}));

test("what a key does, a button does, and what neither does is said on the page", () => onAPage(async (page) => {
  for (const [kind, keys] of Object.entries(KEYS)) {
    await opened(page, kind);
    const buttons = await page.locator(".queue .panel button kbd").allInnerTexts();
    const hints = await page.locator(".queue .panel .hint").allInnerTexts();
    for (const [key, says] of Object.entries(keys)) {
      const isAlias = kind === "uncertain_link" && "ms".includes(key);
      if (isAlias) continue;
      const isSaid = buttons.includes(key) || hints.some((hint) => says.test(hint));
      assert.ok(isSaid, `${kind}: ${key}: ${buttons} ${hints}`);
    }
    for (const button of await page.locator(".queue .panel button", { has: page.locator("kbd") }).all()) {
      await button.click();
      await page.getByRole("dialog").getByLabel(/Why\?/).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
  }
}));

/** Walks with Tab to what is wanted; wherever it comes, the focus can be seen. @param {Page} page @param {string} wanted */
async function tabTo(page, wanted) {
  for (let step = 0; step < 120; step += 1) {
    const at = await page.evaluate((wanted) => {
      const one = /** @type {HTMLElement} */ (document.activeElement);
      const style = getComputedStyle(one);
      const isSeen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none" || one === document.body;
      return { found: one.matches(wanted), isSeen, what: one.outerHTML.slice(0, 160) };
    }, wanted);
    if (step > 0) assert.ok(at.isSeen, `the focus cannot be seen on ${at.what}`);
    if (at.found) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no way with Tab to ${wanted}`);
}

/** Presses a key that asks for a decision. @param {Page} page @param {string} key */
async function pressed(page, key) {
  await page.keyboard.press(key);
  await page.locator("dialog[open]").waitFor();
}

/** Says why and records, with keys. @param {Page} page @param {string} why */
async function recorded(page, why) {
  await tabTo(page, "dialog textarea[name=why]");
  await page.keyboard.type(why);
  await tabTo(page, "dialog button.main");
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.locator(".notice").getByText(/Recorded as decision/).waitFor();
}

test("the whole review without a pointer: accept, correct, reject, merge, split, place, and back", () => onAPage(async (page) => {
  await page.goto("/overview");
  await page.locator("h1").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the content");
  assert.ok(await page.getByText("Skip to the content").evaluate((link) => link.getBoundingClientRect().left >= 0), "the skip link can be seen");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.waitForURL(/\/review/);
  await page.locator(".queue-list [aria-current]").waitFor();
  /** Goes down the queue to the first entry of a kind. @param {string} kind */
  const reach = async (kind) => {
    for (let step = 0; step < 80; step += 1) {
      const text = await page.locator(".queue-list [aria-current]").innerText();
      if (text.startsWith(kind)) break;
      await page.keyboard.press("j");
      await page.waitForFunction((before) => document.querySelector(".queue-list [aria-current]")?.innerHTML !== before, await page.locator(".queue-list [aria-current]").evaluate((one) => one.innerHTML)).catch(() => {});
    }
    await page.locator(".queue .panel .actions").first().waitFor();
  };
  const total = async () => (await asked(page, "/decisions")).total;
  await page.locator(".queue .figure").first().waitFor();
  await page.keyboard.press("2");
  await pressed(page, "a");
  assert.match(await page.getByRole("dialog").getByRole("heading").innerText(), /45 holds/);
  await recorded(page, "Checked against the letter.");
  await reach("Uncertain link");
  await pressed(page, "r");
  await recorded(page, "Two roads, two mines.");
  await reach("New casualties");
  await pressed(page, "c");
  await page.waitForFunction(() => document.activeElement?.tagName === "INPUT"); // the value has the focus
  await page.keyboard.type("2-3");
  await recorded(page, "The hospital counts three.");
  await reach("New casualties");
  await pressed(page, "p");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("40.2");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("46.1");
  await recorded(page, "The photograph shows the bridge.");
  await reach("New casualties");
  await pressed(page, "a");
  await recorded(page, "As read.");
  await reach("New casualties");
  await pressed(page, "r");
  await recorded(page, "The outlet withdrew it.");
  await reach("New casualties");
  await pressed(page, "m");
  const here = await page.locator(".queue .panel h2 a").first().getAttribute("href");
  const other = (await asked(page, "/incidents")).items.find((/** @type {any} */ one) => !here?.endsWith(one.id));
  await page.keyboard.type(other.id);
  await recorded(page, "One blast, told twice.");
  const log = (await asked(page, "/decisions")).items;
  const made = log.map((/** @type {any} */ one) => one.action.decide).sort();
  assert.deepEqual(made, ["accept", "correct", "merge", "place", "reject", "settle", "split"]);
  assert.ok(log.every((/** @type {any} */ one) => one.why && one.by), JSON.stringify(log));
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await page.waitForURL(/\/decisions/);
  await page.locator(".log li").first().waitFor();
  for (let left = log.length; left > 0; left -= 1) {
    await page.evaluate(() => document.getElementById("main")?.focus());
    await tabTo(page, ".log button");
    await page.keyboard.press("Enter");
    const before = await total();
    await recorded(page, "Only a trial.");
    await page.waitForFunction((before) => fetch("/decisions?f=json").then((answer) => answer.json()).then((list) => list.total === before + 1), before);
    await page.waitForFunction((wanted) => document.querySelectorAll(".log li").length >= wanted, before + 1);
  }
}));

/** Counts what the pointer presses from here on. @param {Page} page */
async function counting(page) {
  let clicks = 0;
  await page.exposeFunction("clicked", () => { clicks += 1; });
  await page.evaluate(() => addEventListener("click", (event) => { if (event.isTrusted && event.detail > 0) /** @type {any} */ (window).clicked(); }, true));
  return () => clicks;
}

test("two clicks from a figure of an incident to its sentence", () => onAPage(async (page) => {
  await page.goto("/incidents?text=Susuzlug");
  const clicks = await counting(page);
  await page.getByRole("link", { name: /I-[0-9a-f]{12}/ }).click();
  const row = page.locator("table.grid tr", { has: page.getByRole("rowheader", { name: /injured/i }) });
  await row.getByRole("link", { name: "4", exact: true }).first().click();
  await highlighted(page, "Four more people were injured");
  assert.equal(clicks(), 2);
}));

test("two clicks from a cumulative figure to its sentence", () => onAPage(async (page) => {
  await page.goto("/tallies?text=agency-2024-09-02");
  const clicks = await counting(page);
  await page.locator("tbody tr", { hasText: "377" }).getByRole("link").first().click();
  await page.locator("tbody tr", { hasText: "377" }).getByRole("link", { name: "377", exact: true }).click();
  await highlighted(page, "377");
  assert.equal(clicks(), 2);
}));

test("three clicks settle a contradiction", () => onAPage(async (page) => {
  await page.goto("/contradictions");
  const clicks = await counting(page);
  await page.locator("tr", { hasText: "48, then 45" }).getByRole("link").first().click();
  await page.getByRole("button", { name: /^48 holds/ }).click();
  // The reason has the focus, and is typed.
  await page.keyboard.type("The ministry’s own letter has 48.");
  await page.getByRole("button", { name: "Record" }).click();
  await page.getByText(/Recorded as decision 1/).waitFor();
  assert.equal(clicks(), 3);
}));
