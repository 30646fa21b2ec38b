// Where the server has accounts: a stranger, a viewer, a reviewer; what each sees and may do.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { told } from "./serve.mjs";
import { setting } from "./setting.mjs";

const PASSWORD = "a long walk past four cairns";

const { aPage } = setting({
  prepare: (register, folder) => {
    const accounts = join(folder, "demo.accounts");
    for (const role of ["viewer", "reviewer"]) {
      told(`${PASSWORD}\n`, "user", "add", `A. ${role}`, "--role", role, "--stdin", "--accounts", accounts, "--register", register);
    }
    return ["--accounts", accounts];
  },
});

/** @param {string} role @param {(page: import("playwright-core").Page) => Promise<void>} work */
async function as(role, work) {
  const { page, context, faults } = await aPage();
  await page.goto("/login?next=%2Fincidents%3Ftext%3DSusuzlug");
  await page.getByLabel("Name").fill(`A. ${role}`);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(/incidents\?text=Susuzlug/);
  await page.getByText(`A. ${role}`).waitFor();
  await work(page);
  await context.close();
  assert.deepEqual(faults, []);
}

test("a stranger is told to log in, and sees no name of a document", async () => {
  const { page, context } = await aPage();
  await page.goto("/documents");
  await page.getByRole("alert").getByRole("link", { name: "Log in" }).waitFor();
  assert.equal(await page.getByText("foreign-ministry").count(), 0);
  await page.goto("/login");
  await page.getByLabel("Name").fill("A. viewer");
  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("alert").waitFor();
  await context.close();
});

test("a viewer reads everything and decides nothing", () => as("viewer", async (page) => {
  await page.getByRole("link", { name: /I-[0-9a-f]{12}/ }).click();
  await page.getByText("What each source says").waitFor();
  assert.equal(await page.getByRole("button", { name: /Correct|Reject|Split/ }).count(), 0);
  assert.equal(await page.getByRole("link", { name: "Add documents" }).count(), 0);
}));

test("a reviewer decides, under their own name, and logs out", () => as("reviewer", async (page) => {
  await page.getByRole("link", { name: /I-[0-9a-f]{12}/ }).click();
  await page.getByRole("button", { name: /^Accept/ }).first().click();
  await page.getByLabel(/Why\?/).fill("Checked against the first version.");
  await page.getByRole("button", { name: "Record" }).click();
  await page.getByText(/Recorded as decision 1/).waitFor();
  await page.getByText(/A\. reviewer, /).waitFor();
  await page.getByRole("button", { name: "Log out" }).click();
  await page.waitForURL(/\/login/);
  await page.getByRole("link", { name: "Log in" }).waitFor();
}));
