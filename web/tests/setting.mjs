// For the tests of a file: a server and a browser while they run, and pages on which nothing may go wrong.

import assert from "node:assert/strict";
import { after, before, beforeEach } from "node:test";
import { cairn, ofRepository, openBrowser, served, watched } from "./serve.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").BrowserContextOptions} Options */

/**
 * Serves before the tests of the file begin, and stops after them.
 * @param {{prepare?: (register: string, folder: string) => string[], begin?: (address: string) => Promise<void>,
 *   afresh?: boolean}} [given] `prepare` as for `served`; `begin` asks the server for what tests need to know;
 *   `afresh`: each test begins with a register of its own
 */
export function setting({ prepare, begin, afresh = false } = {}) {
  /** @type {Awaited<ReturnType<typeof served>> | undefined} */
  let server;
  /** @type {import("playwright-core").Browser | undefined} */
  let browser;
  const serve = async () => {
    await server?.stop();
    server = await served({ prepare });
    await begin?.(server.address);
  };
  before(async () => {
    browser = await openBrowser();
    if (!afresh) await serve();
  });
  if (afresh) beforeEach(serve);
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Where it is served. */
  const address = () => {
    assert.ok(server, "the server runs while tests do");
    return server.address;
  };
  /** A page that remembers its faults, for a test to judge. @param {Options} [options] */
  const aPage = (options) => {
    assert.ok(browser, "the browser runs while tests do");
    return watched(browser, address(), options);
  };
  /** Work on a page that must end without a fault. @param {(page: Page) => Promise<void>} work @param {Options} [options] */
  const onAPage = async (work, options) => {
    const { page, context, faults } = await aPage(options);
    try {
      await work(page);
    } finally {
      await context.close();
    }
    assert.deepEqual(faults, []);
  };
  return { address, aPage, onAPage };
}

/** For `setting`: accidents with their sheets, without which no sheet can be judged. @param {string} register */
export function withSheets(register) {
  cairn("import", ofRepository("examples/layers/accidents-by-sheet.csv"), "--as", "incidents", "--register", register);
  return [];
}

/** The words are what is highlighted in a document. @param {Page} page @param {string} words */
export function highlighted(page, words) {
  return page.waitForFunction((words) =>
    [...document.querySelectorAll(".piece.active")].map((piece) => piece.textContent).join("").includes(words), words);
}
