// What people do: find a contradiction, follow it to its sentences, settle it, see it in the log; check a figure
// in two clicks; take in a layer; review with the keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ofRepository } from "./serve.mjs";
import { highlighted, setting } from "./setting.mjs";

const { address, onAPage } = setting();

test("the filter lives in the address, and every page shares it", () => onAPage(async (page) => {
  await page.goto("/incidents");
  await page.getByText(/11 incidents/).waitFor();
  await page.getByLabel("Words").fill("Susuzlug");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText(/1 incident\b/).waitFor();
  assert.match(page.url(), /text=Susuzlug/);
  await page.getByRole("link", { name: "Overview" }).click();
  await page.waitForURL(/\/overview\?text=Susuzlug/);
  await page.getByRole("link", { name: "Incidents 1", exact: true }).waitFor();
  await page.goBack();
  await page.getByText(/1 incident\b/).waitFor();
  await page.getByRole("button", { name: /Take out Words/ }).click();
  await page.getByText(/11 incidents/).waitFor();
  await page.getByRole("button", { name: "More fields" }).click();
  await page.getByLabel("From").fill("June");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText(/“June” is no date/).waitFor();
}));

test("a list sorts, divides, and gives what it shows to other programs", () => onAPage(async (page) => {
  await page.goto("/incidents");
  await page.getByRole("button", { name: "Killed" }).click();
  await page.waitForURL(/sort=killed/);
  assert.equal(await page.locator('th[aria-sort="ascending"]').innerText(), "Killed ▲");
  await page.locator(".facets").getByRole("link", { name: /antivehicle mine/ }).click();
  await page.waitForURL(/device=antivehicle_mine/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV", exact: true }).click();
  const text = await (await (await download).createReadStream()).toArray().then((parts) => Buffer.concat(parts).toString());
  assert.match(text.split("\n")[0] ?? "", /^\uFEFF?id,/);
  assert.ok(text.includes("antivehicle") && !text.includes("antipersonnel"), text);
}));

test("a country is found by its name and by its code, in reports and in figures", () => onAPage(async (page) => {
  for (const list of ["incidents", "tallies"]) {
    /** @param {string} country */
    const ids = async (country) => (await (await fetch(`${address()}/${list}?country=${country}&f=json`)).json()).items
      .map((/** @type {any} */ one) => one.id ?? one.claim).sort();
    const byName = await ids("Azerbaijan");
    assert.ok(byName.length > 0, list);
    assert.deepEqual(await ids("AZ"), byName, list);
    assert.deepEqual(await ids(encodeURIComponent("Азербайджан")), byName, list);
  }
  await page.goto("/tallies?country=Azerbaijan");
  await page.getByRole("link", { name: /Azerbaijan/ }).first().waitFor();
}));

/** Records of comma-separated text, quoted ends of lines among them. @param {string} text */
function records(text) {
  return text.replaceAll(/"[^"]*"/g, "").trim().split("\n").length - 1;
}

test("every list gives what it shows: its data at the same address, and files for other programs", () => onAPage(async (page) => {
  for (const list of ["incidents", "finds", "victims", "tallies", "contradictions", "documents", "statements", "hazards", "records"]) {
    /** @type {Record<string, string>} */
    const filters = { incidents: "?text=Khojavend", documents: "?text=agency", records: "?sheet=X-02-1" };
    await page.goto(`/${list}${filters[list] ?? ""}`);
    await page.locator("tbody tr").first().waitFor();
    const shown = await page.locator("tbody tr").count();
    const answers = await page.evaluate(async () => {
      const twin = await fetch(location.href, { headers: { Accept: "application/json" } }).then((one) => one.json());
      const links = [...document.querySelectorAll(".exports a")].map((link) => /** @type {HTMLAnchorElement} */ (link).href);
      const files = await Promise.all(links.map(async (href) => {
        const answer = await fetch(href);
        return { format: new URL(href).searchParams.get("f"), status: answer.status, text: await answer.text() };
      }));
      return { total: twin.total, files };
    });
    assert.equal(answers.total, shown, list);
    assert.deepEqual(answers.files.map((file) => file.format), list === "victims" ? ["csv", "xlsx", "json"] : ["csv", "xlsx", "geojson", "json"]);
    for (const { format, status, text } of answers.files) {
      assert.equal(status, 200, `${list} as ${format}`);
      if (format === "csv") assert.equal(records(text), shown, `${list} as ${format}: ${text.slice(0, 400)}`);
      if (format === "xlsx") assert.equal(text.slice(0, 2), "PK");
      if (format === "geojson") assert.equal(JSON.parse(text).features.length, shown, `${list} as ${format}`);
      if (format === "json") assert.equal(JSON.parse(text).total, shown, `${list} as ${format}`);
    }
  }
}));

test("every column that sorts does so", () => onAPage(async (page) => {
  for (const list of ["incidents", "finds", "victims", "tallies", "contradictions", "documents", "statements", "hazards", "records"]) {
    await page.goto(`/${list}`);
    await page.locator("tbody tr").first().waitFor();
    const heads = await page.locator("button.sort").count();
    for (let index = 0; index < heads; index += 1) {
      await page.locator("button.sort").nth(index).click();
      await page.locator('th[aria-sort="ascending"] button.sort').and(page.locator("button.sort").nth(index)).waitFor();
      await page.locator(".list:not(.stale), .failure").waitFor();
      assert.equal(await page.locator(".failure").count(), 0, `${list}: ${page.url()}: ${await page.locator("main").innerText()}`);
    }
    const facets = await page.locator(".facets a").count();
    for (let index = 0; index < facets; index += 1) {
      const part = page.locator(".facets a").nth(index);
      const count = Number((await part.locator(".count").innerText()).replaceAll(",", ""));
      const to = await part.getAttribute("href");
      const answer = await page.evaluate((path) => fetch(`${path}&f=json`).then((one) => one.json()), to);
      // A source is filtered by a part of its name, which others may have too.
      const fits = to?.includes("source=") ? answer.total >= count : answer.total === count;
      assert.ok(fits, `${to} says ${count} and gives ${answer.total}`);
    }
  }
}));

test("from a figure to its sentence in two clicks", () => onAPage(async (page) => {
  await page.goto("/incidents?text=Susuzlug");
  await page.getByRole("link", { name: /I-[0-9a-f]{12}/ }).click();
  const row = page.locator("table.grid tr", { has: page.getByRole("rowheader", { name: /injured/i }) });
  await row.getByRole("link", { name: "4", exact: true }).first().click();
  await page.waitForURL(/\/documents\/.+#/);
  await highlighted(page, "Four more people were injured");
}));

test("the contradiction of 48 and 45 is found, followed to both sentences, settled in three clicks, and logged", () => onAPage(async (page) => {
  await page.goto("/overview");
  await page.getByRole("link", { name: /Open contradictions/ }).click();
  await page.locator("tr", { hasText: "48, then 45" }).getByRole("link").first().click();
  for (const [figure, words] of [["48", "48 people were killed"], ["45", "Of the 45 killed"]]) {
    const side = page.locator(".side", { has: page.locator(".figure", { hasText: figure }) });
    await side.getByRole("link", { name: words }).click();
    await page.waitForURL(/\/documents\//);
    await highlighted(page, words ?? "");
    await page.goBack();
  }
  await page.getByRole("button", { name: /^48 holds/ }).click();
  await page.getByLabel(/Why\?/).fill("The ministry’s own letter has 48; 45 is of an earlier draft.");
  await page.getByRole("button", { name: "Record" }).click();
  await page.getByText(/Recorded as decision 1/).waitFor();
  await page.locator("main").getByText(/Settled/).first().waitFor();
  await page.getByRole("link", { name: "See the log" }).click();
  const entry = page.locator(".log li").first();
  await entry.getByText(/48 holds/).waitFor();
  await entry.getByText(/45 is of an earlier draft/).waitFor();
  await entry.getByText(/A\. Officer/).waitFor();
  await page.goto("/overview");
  await page.getByRole("link", { name: "Open contradictions 1" }).waitFor();
}));

test("a decision is taken back by a further one", () => onAPage(async (page) => {
  await page.goto("/decisions");
  await page.getByRole("button", { name: /Take back/ }).first().click();
  await page.getByLabel(/Why\?/).fill("Settled too early.");
  await page.getByRole("button", { name: "Record" }).click();
  await page.locator(".log .withdrawn").waitFor();
  await page.goto("/overview");
  await page.getByRole("link", { name: "Open contradictions 2" }).waitFor();
}));

test("the review is worked through with the keyboard", () => onAPage(async (page) => {
  await page.goto("/review");
  await page.locator(".queue-list [aria-current]").waitFor();
  const first = await page.locator(".queue-list [aria-current]").innerText();
  await page.keyboard.press("j");
  await page.waitForFunction((before) => document.querySelector(".queue-list [aria-current]")?.textContent !== before, first);
  const casualties = page.locator(".queue-list button", { hasText: "New casualties" }).first();
  await casualties.click();
  await page.locator(".queue .facts").waitFor();
  await page.keyboard.press("a");
  await page.getByRole("dialog").getByLabel(/Why\?/).fill("Two outlets, one ministry; as read.");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Recorded as decision/).waitFor();
}));

test("somebody else decided first: the second is told, and nothing is overwritten", () => onAPage(async (page) => {
  await page.goto("/incidents?text=Susuzlug");
  await page.getByRole("link", { name: /I-[0-9a-f]{12}/ }).click();
  await page.getByRole("button", { name: /Reject/ }).first().click();
  const claim = /Claim (\S+)/.exec(await page.getByRole("dialog").innerText())?.[1];
  const session = await page.evaluate(() => fetch("/session?f=json").then((answer) => answer.json()));
  const other = await page.evaluate(async ({ claim, csrf }) => {
    const before = (await fetch("/decisions?f=json").then((answer) => answer.json())).total;
    const answer = await fetch("/decisions", { method: "POST", headers: { "Content-Type": "application/json", "X-Cairn-CSRF": csrf ?? "" },
      body: JSON.stringify({ action: { decide: "accept", claim }, why: "Checked with the author.", seen: before }) });
    return answer.status;
  }, { claim, csrf: session.csrf });
  assert.equal(other, 201);
  await page.getByLabel(/Why\?/).fill("Not credible.");
  await page.getByRole("button", { name: "Record" }).click();
  await page.getByText("Somebody decided first").waitFor();
  await page.getByRole("dialog").getByText(/Checked with the author/).waitFor();
}).catch((error) => {
  // The refusal itself is an answer of 409, which the browser writes to its console.
  if (!/409/.test(String(error.message))) throw error;
}));

test("the map shows what is reported, with errors as circles, and leads to it", () => onAPage(async (page) => {
  await page.goto("/map?text=Susuzlug");
  await page.locator('.map[data-things="1"]').waitFor();
  const box = await page.locator(".map canvas").boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator(".popup a").first().waitFor();
  await page.locator(".popup a").first().click();
  await page.waitForURL(/\/incidents\/I-/);
}));

test("documents and layers are taken in by the page", () => onAPage(async (page) => {
  await page.goto("/add");
  await page.getByLabel("Files to add").setInputFiles({
    name: "upper-mill.txt", mimeType: "text/plain",
    buffer: Buffer.from("Two farmers were injured on 3 May 2024 when their tractor struck an anti-tank mine near Susuzlug in Kalbajar district, the police said."),
  });
  await page.getByText(/1 document added/).waitFor();
  await page.locator(".panel li a").first().click();
  await page.locator(".piece").first().waitFor();
  await page.goto("/add");
  await page.getByLabel("What they are").selectOption("records");
  await page.getByLabel("Files to add").setInputFiles(ofRepository("examples/layers/minefield-records.csv"));
  await page.locator(".panel").getByText(/taken in/i).first().waitFor();
  await page.goto("/records");
  await page.getByText(/minefield records?\b/).first().waitFor();
}));

test("a document’s claims answer to the pointer both ways, and its text is text", () => onAPage(async (page) => {
  await page.goto("/documents?text=foreign-ministry");
  await page.getByRole("link", { name: "2022-10-25-foreign-ministry" }).click();
  const card = page.locator(".claim", { hasText: "48" }).first();
  await card.hover();
  await page.locator(".piece.active").first().waitFor();
  await page.locator(".text .piece", { hasText: "357" }).first().hover();
  await page.locator(".claim.active", { hasText: "357" }).waitFor();
  assert.equal(await page.locator(".text script, .text img, .text style").count(), 0);
}));

test("the help lists the keys, and letters lead to pages", () => onAPage(async (page) => {
  await page.goto("/overview");
  await page.locator("h1").waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("next row").or(page.getByRole("dialog").getByText("Incidents")).first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.waitForURL(/\/contradictions/);
  await page.locator("tbody tr").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/contradictions\/C-/);
}));

test("a value is corrected, a thing placed, reports split and merged again", () => onAPage(async (page) => {
  /** @param {string} why */
  const record = async (why) => {
    await page.getByRole("dialog").getByLabel(/Why\?/).fill(why);
    await page.getByRole("dialog").getByRole("button", { name: "Record" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await page.goto("/incidents?text=Seyidahmadli");
  await page.getByRole("link", { name: /I-[0-9a-f]{12}/ }).click();
  await page.getByRole("button", { name: /Correct a value/ }).click();
  await page.getByRole("dialog").getByLabel("Field").selectOption("injured");
  await page.getByRole("dialog").getByRole("textbox", { name: "Value" }).fill("about two");
  await page.getByRole("dialog").getByLabel(/Why\?/).fill("x");
  assert.ok(await page.getByRole("button", { name: "Record" }).isDisabled(), "“about two” is no count");
  await page.getByRole("dialog").getByRole("textbox", { name: "Value" }).fill("1-2");
  await record("Told by the hospital.");
  await page.locator("tr", { has: page.getByRole("rowheader", { name: "Injured" }) }).locator(".derived", { hasText: "1–2" }).waitFor();
  await page.getByRole("button", { name: /Place on the map/ }).click();
  await page.getByLabel("Degrees north").fill("39.58");
  await page.getByLabel("Degrees east").fill("47.31");
  await page.getByLabel("Error in metres").fill("150");
  await record("Coordinates from the survey team.");
  await page.getByText(/39\.5800° N, 47\.3100° E, within 150 m, placed by hand/).waitFor();

  await page.goto("/incidents?text=Khojavend&grade=corroborated");
  const count = async () => (await page.evaluate(() => fetch("/incidents?text=Khojavend&f=json").then((answer) => answer.json()))).total;
  const before = await count();
  await page.getByRole("link", { name: /I-[0-9a-f]{12}/ }).first().click();
  await page.getByRole("button", { name: /Split/ }).click();
  await page.getByRole("dialog").getByRole("checkbox").last().check();
  await record("The second report tells of another road.");
  await page.waitForFunction((before) => fetch("/incidents?text=Khojavend&f=json").then((answer) => answer.json()).then((list) => list.total === before + 1), before);
  await page.goto("/decisions");
  await page.locator(".log li", { hasText: "another road" }).getByRole("button", { name: /Take back/ }).click();
  await record("It is the same road after all.");
  await page.waitForFunction((before) => fetch("/incidents?text=Khojavend&f=json").then((answer) => answer.json()).then((list) => list.total === before), before);
  const ids = await page.evaluate(() => fetch("/incidents?text=Khojavend&f=json").then((answer) => answer.json()).then((list) => list.items.map((/** @type {any} */ one) => one.id)));
  await page.goto(`/incidents/${ids[0]}`);
  await page.getByRole("button", { name: /Merge with/ }).click();
  await page.getByLabel(/Id of the other/).fill(ids[1]);
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByText(`${ids[1]} is added`).waitFor();
  await record("One explosion, counted twice.");
  await page.waitForFunction((before) => fetch("/incidents?text=Khojavend&f=json").then((answer) => answer.json()).then((list) => list.total === before - 1), before);
}));
