import type { Page } from "@playwright/test";
import pg from "pg";
import { fillLists } from "../bench/fill-lists";
import { call } from "./api";
import { expectAccessible } from "./axe";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import type { System } from "./system";

const test = createTestWithOwnSystem();

test.use({ viewport: { width: 1280, height: 800 } });
test.describe.configure({ mode: "serial" });

const rowsPerList = 240;
const administrationUrl = (system: System, page: string) => `${system.url}/administration/${page}`;

test.beforeAll(async ({ system }) => {
  const db = new pg.Client({ connectionString: system.databaseUrl });
  await db.connect();
  await fillLists(db, rowsPerList);
  await db.end();
});

test("users and API keys are paged, filtered and sorted by the server", async ({ system, page }) => {
  await signIn(page, system);
  await page.goto(administrationUrl(system, "people/users"));
  const rows = page.getByRole("row");
  await expect(rows).toHaveCount(51);
  await expect(page.getByText(`1 to 50 of ${rowsPerList + 3}`)).toBeVisible();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByText(`51 to 100 of ${rowsPerList + 3}`)).toBeVisible();
  await page.getByRole("searchbox", { name: /^Filter by name/ }).fill("PERSON77@");
  await expect(rows).toHaveCount(2);
  await expect(page.getByText(`1 of ${rowsPerList + 3}`)).toBeVisible();

  await page.goto(administrationUrl(system, "integrations/api-keys"));
  await expect(rows).toHaveCount(51);
  await page.getByRole("combobox", { name: "State" }).selectOption("revoked");
  await expect(page.getByText(/^26 of /)).toBeVisible();
  await page.getByRole("button", { name: "Name" }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(rows.nth(1)).toContainText("Loan system 108");
});

async function applyFilters(page: Page) {
  await page.getByRole("button", { name: "Apply filters" }).click();
}

test("one of many webhooks is found by name, with keyboard and pointer", async ({ system, page }) => {
  await signIn(page, system);
  // If a filter is set, the filter form is open on a phone too.
  await page.goto(`${system.url}/deliveries?state=succeeded`);
  const webhook = page.getByRole("combobox", { name: "Webhook" });
  const options = page.getByRole("listbox", { name: "Webhooks" }).getByRole("option");
  const chip = page.locator("summary").filter({ hasText: /^Webhook/ });
  const hide = async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
  };
  const show = async () => {
    await chip.click();
    await webhook.click();
  };
  await expectAccessible(page, "the webhooks to choose", { open: { show, hide } });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${system.url}/deliveries`);
  await show();
  await expect(page.getByRole("listbox", { name: "Webhooks" })).toBeVisible();
  await webhook.fill("no such thing");
  await expect(page.getByText("No matching webhooks.")).toBeVisible();
  await webhook.fill("LAKE 23");
  await expect(options).toHaveText(["Data lake 23", "Data lake 233", "Data lake 238"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(webhook).toHaveValue("Data lake 233");
  await applyFilters(page);
  await expect(page).toHaveURL(/webhookId=/);
  await expect(chip).toHaveText("Webhook: Data lake 233");
  await expect(page.locator("tbody tr").filter({ hasText: "Data lake 233" })).toHaveCount(3);

  await chip.click();
  await webhook.fill("lake 238");
  await options.getByText("Data lake 238").click();
  await applyFilters(page);
  await expect(page.locator("tbody tr").filter({ hasText: "Data lake 238" })).toHaveCount(3);
  await page.getByRole("link", { name: "Remove the filter Webhook" }).press("Enter");
  await expect(page).not.toHaveURL(/webhookId/);
});

test("the API lists webhooks page by page", async ({ system }) => {
  const names: string[] = [];
  const links: (string | null)[] = [];
  for (let path: string | null = "/api/v1/webhooks"; path; ) {
    const { body, headers } = await call(system, "GET", path);
    names.push(...body.items.map(({ name }: { name: string }) => name));
    links.push(headers.get("link"));
    path = body.nextCursor && `/api/v1/webhooks?cursor=${body.nextCursor}`;
  }
  expect(new Set(names).size).toBe(rowsPerList);
  expect(links).toEqual([expect.stringContaining('rel="next"'), expect.stringContaining("cursor="), null]);
  const { status, body } = await call(system, "GET", "/api/v1/webhooks?cursor=nonsense");
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain("This cursor is invalid. Use one returned by the list.");
});
