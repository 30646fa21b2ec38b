// Makes docs/pictures: `node tests/pictures.mjs` in web/, after a build. By hand, when pages have changed.

import { mkdirSync, readFileSync } from "node:fs";
import { openBrowser, ofRepository, served, watched } from "./serve.mjs";

const server = await served();
const browser = await openBrowser();
const list = async (path) => (await (await fetch(`${server.address}${path}?f=json&limit=1000`)).json()).items;
const finding = (await list("/contradictions")).find((one) => one.note.includes("48, then 45"));
const incident = (await list("/incidents")).find((one) => one.reports.length > 2);
const series = (await list("/tallies")).find((one) => one.document?.startsWith("agency-2024") && one.measure === "casualties");
const document = finding.claims[0].split(".")[0];

/** Accidents on the sheets of the records, and the question of how far these can be trusted. */
async function asked() {
  const { csrf } = await (await fetch(`${server.address}/session?f=json`)).json();
  const headers = { "X-Cairn-CSRF": csrf ?? "" };
  const form = new FormData();
  const file = "examples/layers/accidents-by-sheet.csv";
  form.append("file", new Blob([readFileSync(ofRepository(file))]), "accidents-by-sheet.csv");
  await fetch(`${server.address}/import?as=incidents`, { method: "POST", headers, body: form });
  await fetch(`${server.address}/ground`, {
    method: "POST", headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ save: "handed-over-records" }),
  });
}

/** Name, address, and what of it the picture begins with. */
const PICTURES = [
  ["overview", "/overview"],
  ["map", "/map?country=Azerbaijan"],
  ["incidents", "/incidents"],
  ["incident", `/incidents/${incident.id}`, "table.grid"],
  ["document", `/documents/${document}#${document}.t2`],
  ["contradiction", `/contradictions/${finding.id}`],
  ["tally", `/tallies/${series.series ?? series.id}`],
  ["review", "/review"],
  ["ground", "/ground/handed-over-records", ".sheet-map"],
];
const folder = ofRepository("docs/pictures");
mkdirSync(folder, { recursive: true });
const { page } = await watched(browser, server.address, { viewport: { width: 1120, height: 760 } });
for (const [name, address, at] of PICTURES) {
  if (name === "ground") await asked();
  await page.goto("about:blank");
  await page.goto(`${server.address}${address}`);
  await page.locator("h1").waitFor();
  if (["overview", "map", "incident"].includes(name)) await page.locator(".map[data-things]").waitFor({ state: "attached" });
  await page.waitForTimeout(2500);
  if (at) await page.locator(at).evaluate((part) => scrollTo(0, part.getBoundingClientRect().top - 110));
  await page.screenshot({ path: `${folder}/${name}.png` });
}
await browser.close();
await server.stop();
