// The ground: asking how far records can be trusted, the map by sheet, its way to the table; with the keyboard,
// without WebGL, on paper.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setting, withSheets } from "./setting.mjs";

const here = setting({ prepare: withSheets });

/** Everything here has to work where a browser has no WebGL. @type {typeof here.onAPage} */
function onAPage(work, options) {
  return here.onAPage(async (page) => {
    await page.addInitScript(() => {
      const own = HTMLCanvasElement.prototype.getContext;
      /** @param {string} kind @param {any[]} rest */
      HTMLCanvasElement.prototype.getContext = /** @type {any} */ (function (/** @type {any} */ kind, /** @type {any[]} */ ...rest) {
        return String(kind).startsWith("webgl") ? null : Reflect.apply(own, this, [kind, ...rest]);
      });
    });
    await work(page);
  }, options);
}

/** The question of all records and items, saved once and asked for its page. @param {import("playwright-core").Page} page */
async function asked(page) {
  await page.goto("/ground");
  const known = page.getByRole("link", { name: "all-records" });
  await page.getByText("None yet.").or(known).first().waitFor();
  if (await known.count()) {
    await known.click();
  } else {
    await page.getByLabel(/Save as/).fill("all-records");
    await page.getByRole("button", { name: "Ask" }).click();
  }
  await page.waitForURL(/\/ground\/all-records$/);
  await page.getByRole("heading", { name: "Sheet by sheet" }).waitFor();
}

test("every sheet is drawn with the class of its share, and leads to its row", () => onAPage(async (page) => {
  await asked(page);
  const answer = await page.evaluate(() => fetch("/ground/all-records?f=json").then((one) => one.json()));
  const rows = answer.model.by_sheet;
  assert.ok(rows.length > 2, JSON.stringify(rows));
  for (const row of rows) {
    const shape = page.locator(`.sheet-map a[aria-label^="${row.sheet}:"] .sheet`);
    const from = [0, 0.2, 0.4, 0.6, 0.8].findLastIndex((least) => row.sensitivity >= least);
    assert.match((await shape.getAttribute("class")) ?? "", new RegExp(`share-${from}\\b`), row.sheet);
    const isHatched = (await page.locator(`.sheet-map a[aria-label^="${row.sheet}:"] .hatched`).count()) === 1;
    assert.equal(isHatched, row.interval90[1] - row.interval90[0] >= 0.4, `${row.sheet} is little known`);
  }
  const { sheet } = rows[1];
  await page.locator(`.sheet-map a[aria-label^="${sheet}:"]`).click();
  const card = page.getByRole("dialog", { name: `Sheet ${sheet}` });
  await card.getByText(/90 % interval/).waitFor();
  await card.getByRole("link", { name: "Its row in the table" }).click();
  assert.equal(await page.locator("tr:target th").innerText(), sheet);
  await card.getByRole("link", { name: "Its records on the map" }).click();
  await page.waitForURL(/\/map\?bbox=/);
  await page.getByText("this browser has no WebGL").waitFor();
}));

test("the map by sheet is walked with the keyboard", () => onAPage(async (page) => {
  await asked(page);
  const first = page.locator(".sheet-map svg a").first();
  await first.focus();
  await page.keyboard.press("Enter");
  const card = page.locator(".sheet-card");
  await card.waitFor();
  // The focus follows the drawing, a moment later.
  await page.waitForFunction(() => document.activeElement?.textContent === "Its row in the table");
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
  await page.waitForFunction((sheet) => sheet === document.activeElement, await first.elementHandle());
}));

test("the map by sheet stands on paper, with its legend", () => onAPage(async (page) => {
  await asked(page);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".sheet-map svg.chart").isVisible());
  assert.ok(await page.getByText("little is known").first().isVisible());
}));

test("the fields of a question do not overlap at any width", () => onAPage(async (page) => {
  for (const width of [320, 360, 480, 600, 768, 900, 1024, 1280, 1600]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/ground");
    const boxes = await page.locator("form.form input").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    boxes.forEach((a, index) => boxes.slice(index + 1).forEach((b) => {
      const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      assert.ok(apart, `${width}: ${JSON.stringify([a, b])}`);
    }));
  }
}));

test("asking only about what came later leaves out what was known before", () => onAPage(async (page) => {
  await page.goto("/ground");
  await page.getByLabel(/Only what happened/).check();
  await page.getByRole("button", { name: "Ask" }).click();
  await page.getByText(/before the record/).first().waitFor();
}));

test("a question that cannot be answered says why", () => onAPage(async (page) => {
  await page.goto("/ground");
  await page.getByLabel("Records that are meant").fill("sheet=NOWHERE");
  await page.getByRole("button", { name: "Ask" }).click();
  await page.getByRole("alert").getByText(/NOWHERE/).waitFor();
}).catch((error) => {
  // The refusal itself is an answer of 422, which the browser writes to its console.
  if (!/422/.test(String(error.message))) throw error;
}));
