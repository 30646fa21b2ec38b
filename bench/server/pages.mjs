// How long until a page can be used, in a browser that has never seen it, on a register of any size.
//
//   node bench/server/pages.mjs REGISTER [--program target/release/cairn] [--rounds 10]
//
// needs `npm ci` in web/ and a Chromium (CHROMIUM names it). Each round is a new profile without a cache. A page
// can be used once its first figures are shown, the filter takes letters and the browser is idle for a moment;
// the map, once what is reported is drawn on it. Milliseconds from the beginning of the navigation, as the page
// itself counts them; its processor time is what its main thread worked until then, which a busy machine
// stretches less. The first round is of a server that was started for it.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";
import { cpus } from "node:os";

const root = join(fileURLToPath(new URL(".", import.meta.url)), "..", "..");
const { openBrowser } = await import(pathToFileURL(join(root, "web", "tests", "serve.mjs")).href);

const words = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? otherwise : words.splice(at, 2)[1];
};
const program = option("program", join(root, "target", "release", "cairn"));
const rounds = Number(option("rounds", "10"));
const [register] = words;
if (!register) throw new Error("expected the path of a register; crates/server/examples/make_register.rs makes one");

/** What stands on each page once its figures are there. */
const PAGES = [
  { name: "overview", path: "/overview", figures: ".figures .figure" },
  { name: "incidents", path: "/incidents", figures: ".list-main tbody tr" },
  { name: "hazardous areas", path: "/hazards", figures: ".list-main tbody tr" },
  { name: "map", path: "/map", figures: ".map-page .map canvas", drawn: ".map[data-things]" },
];

function serve() {
  const server = spawn(program, ["serve", "--register", register, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let heard = "";
    const hear = (part) => {
      heard += part;
      const found = /http:\/\/[^\s/]+/.exec(heard);
      if (found) resolve({ server, address: found[0] });
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.once("exit", (code) => reject(new Error(`cairn serve ended with ${code}: ${heard}`)));
  });
}

/** In the page: notes when things that are looked for are there for the first time. */
function watchFor({ figures, drawn }) {
  const seen = (window.benchSeen = {});
  const wanted = { filter: "#filter-text", figures, ...(drawn ? { drawn } : {}) };
  const look = () => {
    for (const [name, selector] of Object.entries(wanted)) {
      if (seen[name] === undefined && document.querySelector(selector)) seen[name] = performance.now();
    }
    if (Object.keys(wanted).some((name) => seen[name] === undefined)) return requestAnimationFrame(look);
    // Usable: what was put there is on the screen, and nothing else keeps the browser busy.
    requestIdleCallback(() => { seen.usable = performance.now(); }, { timeout: 10_000 });
  };
  requestAnimationFrame(look);
}

async function once(browser, address, page) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const tab = await context.newPage();
  let requests = 0;
  tab.on("request", () => { requests += 1; });
  await tab.addInitScript(watchFor, page);
  const tools = await context.newCDPSession(tab);
  await tools.send("Performance.enable", { timeDomain: "threadTicks" });
  await tab.goto(`${address}${page.path}`, { waitUntil: "commit" });
  await tab.waitForFunction(() => window.benchSeen?.usable !== undefined, null, { timeout: 60_000 });
  const seen = await tab.evaluate(() => window.benchSeen);
  const { metrics } = await tools.send("Performance.getMetrics");
  const busy = (metrics.find((one) => one.name === "TaskDuration")?.value ?? 0) * 1000;
  const before = requests;
  const bytes = await tab.evaluate(() => performance.getEntriesByType("resource").reduce((sum, one) => sum + one.transferSize, 0));
  await tab.locator("#filter-text").fill("x");
  if ((await tab.locator("#filter-text").inputValue()) !== "x") throw new Error("the filter takes no letters");
  await context.close();
  return { ...seen, busy, requests: before, bytes };
}

const at = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const ms = (value) => `${Math.round(value)} ms`;

const browser = await openBrowser();
console.log(`${cpus().length} processors, ${rounds} rounds; half within, and the slowest`);
console.log("| page | first of a new server | filter there | figures shown | usable | processor time of the page | requests, bytes |");
console.log("|---|---|---|---|---|---|---|");
for (const page of PAGES) {
  const { server, address } = await serve();
  try {
    const first = await once(browser, address, page);
    const all = [];
    for (let round = 0; round < rounds; round += 1) all.push(await once(browser, address, page));
    const told = (name) => `${ms(at(all.map((one) => one[name]), 0.5))} (${ms(at(all.map((one) => one[name]), 1))})`;
    console.log(`| ${page.name} | ${ms(first.usable)} | ${told("filter")} | ${told("figures")} | ${told("usable")} | ${told("busy")} | ${all[0].requests}, ${Math.round(all[0].bytes / 1000)} kB |`);
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
  }
}
await browser.close();
