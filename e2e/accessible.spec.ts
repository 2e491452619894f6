import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { allAppearances, expectAccessible } from "./axe";
import { expect, signIn, testWithDemo as test } from "./fixtures";
import { preparePathsByRoute, routesTestedElsewhere } from "./portal-paths";
import { admin, testUsers } from "./test-users";

test("axe checks at least one URL of every page of the portal", async ({ demo }) => {
  const files = readdirSync(join(import.meta.dirname, "../app"), { recursive: true, encoding: "utf8" });
  const pages = files
    .filter((file) => file.endsWith("page.tsx"))
    .map((file) => `/${file.replace(/\([a-z]+\)\//, "").replace(/\/?page\.tsx$/, "")}`);
  expect([...Object.keys(await preparePathsByRoute(demo)), ...routesTestedElsewhere].sort()).toEqual(
    pages.sort(),
  );
});

/** Collects the browser's errors and warnings from now on, except those about the page's own response status. */
function collectBrowserErrors(page: Page): string[] {
  const consoleErrors: string[] = [];
  page.on("pageerror", (error) => consoleErrors.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      consoleErrors.push(`${page.url()}: ${response.status()} ${response.url()}`);
  });
  page.on("console", (message) => {
    if (
      ["error", "warning"].includes(message.type()) &&
      !message.text().startsWith("Failed to load resource")
    )
      consoleErrors.push(`${page.url()}: ${message.text()}`);
  });
  return consoleErrors;
}

/**
 * Opens and checks each kind of dialog on this page, without confirming it. Dialogs with the same title, but for names and numbers, are of
 * the same kind; those of pages before are in `seenKinds`.
 */
async function expectDialogsAccessible(page: Page, path: string, seenKinds: Set<string>) {
  const openers = page.locator('main button[aria-haspopup="dialog"]:visible');
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  const seenLabels = new Set<string>();
  for (const opener of await openers.all()) {
    const label = (await opener.getAttribute("aria-label")) ?? (await opener.textContent()) ?? "";
    const labelKind = label.split("…")[0] ?? label;
    if (seenLabels.has(labelKind)) continue;
    seenLabels.add(labelKind);
    await opener.click();
    const title = (await dialog.getByRole("heading").first().textContent()) ?? label;
    const kind = title.replaceAll(/“[^”]*”|\d+/g, "");
    if (!seenKinds.has(kind)) await expectAccessible(page, `${path}: ${title}`);
    seenKinds.add(kind);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
}

// These tests are long and independent, so they run in parallel.
test.describe.configure({ mode: "parallel" });
// Other roles see fewer elements in the same colors, and the same dialogs. Their pages are checked only on a phone, where the layout changes
// most.
const rolesAndParts = [
  ...[0, 1, 2, 3].map((part) => ({
    role: "administrator",
    user: admin,
    part,
    partCount: 4,
    appearances: allAppearances,
  })),
  ...Object.entries(testUsers).map(([role, user]) => ({
    role,
    user,
    part: 0,
    partCount: 1,
    appearances: ["mobile"] as const,
  })),
];

for (const { role, user, part, partCount, appearances } of rolesAndParts) {
  const name = partCount === 1 ? role : `${role}, part ${part + 1} of ${partCount}`;
  test(`${name}: axe finds no violation on any page or dialog, and the browser reports no error or warning`, async ({
    demo,
    browser,
  }) => {
    test.setTimeout(300_000);
    const context = await browser.newContext({ locale: "de-DE", timezoneId: "Pacific/Auckland" });
    const page = await context.newPage();
    const consoleErrors = collectBrowserErrors(page);
    // The browser's clock is a minute ahead of the server's: times that both render must not cause a hydration mismatch.
    await page.clock.setFixedTime(Date.now() + 60_000);
    await page.goto(`${demo.url}/sign-in`);
    await expectAccessible(page, "/sign-in", { appearances });
    await signIn(page, demo, user);
    let forbiddenCount = 0;
    const seenDialogs = new Set<string>();
    const isAdmin = role === "administrator";
    const paths = [...Object.values(await preparePathsByRoute(demo)).flat(), "/no-such-page"];
    for (const path of paths.filter((_, index) => index % partCount === part)) {
      const status = (await page.goto(`${demo.url}${path}`))?.status();
      if (status === 403) forbiddenCount += 1;
      if (forbiddenCount > 1 && status === 403) continue;
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expectAccessible(page, `${path} (${status}) as ${role}`, { isPage: isAdmin, appearances });
      await page.setViewportSize({ width: 1280, height: 720 });
      if (isAdmin) await expectDialogsAccessible(page, path, seenDialogs);
    }
    expect(consoleErrors).toEqual([]);
    await context.close();
  });
}

test("menus, the command palette and the list of shortcuts are accessible", async ({ demo, page }) => {
  await signIn(page, demo);
  const hide = () => page.keyboard.press("Escape");
  const menu = page.locator('button[aria-haspopup="menu"]:visible').first();
  await expectAccessible(page, "user menu", { open: { show: () => menu.click(), hide } });
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const keys of ["Control+k", "?"]) {
    await expectAccessible(page, keys, { open: { show: () => page.keyboard.press(keys), hide } });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await expectAccessible(page, "the navigation drawer");
});
