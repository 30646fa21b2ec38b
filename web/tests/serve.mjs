// For the tests: a register made from the examples, the real program that serves it, a browser.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const program = process.env.CAIRN ?? join(root, "target", "debug", "cairn");
const browserProgram = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Software drawing, and no word to anybody: what the browser itself would ask for is turned off. */
const BROWSER = [
  "--no-sandbox", "--disable-gpu", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
  "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-default-apps", "--disable-extensions",
];

/** @param {string[]} words */
export function cairn(...words) {
  return told("", ...words);
}

/** The same, with something on its standard input. @param {string} input @param {string[]} words */
export function told(input, ...words) {
  const ran = spawnSync(program, words, { input, encoding: "utf8", env: { ...process.env, USER: "A. Officer" } });
  if (ran.status !== 0) throw new Error(`cairn ${words.join(" ")}: ${ran.stderr}`);
  return ran.stdout;
}

/**
 * The demo register with the example layers, served.
 * @param {{prepare?: (register: string, folder: string) => string[]}} [options] `prepare` gives more words for
 *   `cairn serve`
 */
export async function served({ prepare } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "cairn-web-"));
  const register = join(folder, "demo.gpkg");
  cairn("demo", "--register", register);
  const layer = (/** @type {string} */ name, /** @type {string} */ as) =>
    cairn("import", join(root, "examples", "layers", name), "--as", as, "--register", register);
  layer("record-areas.geojson", "records");
  layer("suspected-areas.geojson", "hazards");
  layer("accidents.csv", "incidents");
  const more = prepare?.(register, folder) ?? [];
  const server = spawn(program, ["serve", "--register", register, "--listen", "127.0.0.1:0", ...more], {
    env: { ...process.env, USER: "A. Officer" }, stdio: ["ignore", "pipe", "pipe"],
  });
  let heard = "";
  let isWanted = true;
  server.once("exit", (code, signal) => {
    if (isWanted) console.error(`cairn serve ended by itself with ${code ?? signal}: ${heard}`);
  });
  const address = await new Promise((resolve, reject) => {
    const hear = (/** @type {Buffer} */ part) => {
      heard += part;
      const found = /http:\/\/[^\s/]+/.exec(heard);
      if (found) resolve(found[0]);
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.once("exit", (code) => reject(new Error(`cairn serve ended with ${code}: ${heard}`)));
  });
  const stop = async () => {
    isWanted = false;
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { address: /** @type {string} */ (address), register, folder, stop };
}

export function openBrowser() {
  return chromium.launch({ executablePath: browserProgram, args: BROWSER });
}

/**
 * A page that remembers what must never be: errors in the console, requests to anybody else.
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function watched(browser, address, options = {}) {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.stack}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    const isOwn = url.origin === address || ["data:", "blob:", "about:"].includes(url.protocol);
    if (!isOwn) faults.push(`request to another: ${request.url()}`);
  });
  return { page, context, faults };
}

/** @param {string} path below the repository */
export function ofRepository(path) {
  return join(root, path);
}

/** @param {string} path */
export function json(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
