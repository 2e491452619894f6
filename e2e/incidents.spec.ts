import type { Page } from "@playwright/test";
import { call, createWebhook, postEvent, waitForState } from "./api";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import type { System } from "./system";
import { testUsers } from "./test-users";

// A system of its own, because these tests count the incidents of all webhooks.
const test = createTestWithOwnSystem();

async function createFailingWebhook(system: System, name: string, url: string, settings: object = {}) {
  return createWebhook(system, {
    ...{ name, url, triggers: ["PaymentPosted"], retryDelays: [], owner: "nina@servicer.example" },
    ...settings,
  });
}

/** Deletes all webhooks and waits until their incidents are closed. */
async function closeAllIncidents(system: System) {
  const { body } = await call(system, "GET", "/api/v1/webhooks?limit=1000");
  for (const { id } of body.items) await call(system, "DELETE", `/api/v1/webhooks/${id}`);
  const countOpen = async () => (await call(system, "GET", "/api/v1/incidents?state=open")).body.items.length;
  await expect.poll(countOpen, { timeout: 20_000 }).toBe(0);
}

const findLine = (page: Page) => page.getByRole("region", { name: "Open incidents" });
const findMenuItem = (page: Page) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Incidents/ });
const findFact = (page: Page, name: string) =>
  page.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) });

test.beforeEach(({ system }) => closeAllIncidents(system));

test("one line on every page leads to the incident, which shows counts, owner and history, and closes once its deliveries are recovered", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 503 });
  const { id } = await createFailingWebhook(system, "Night servicer", receiver.url());
  await signIn(page, system);
  await page.goto(`${system.url}/profile`);
  await expect(findMenuItem(page)).toHaveText("Incidents");
  await expect(findLine(page)).toBeHidden();
  await postEvent(system, { type: "PaymentPosted", entityId: "I-1" });
  await waitForState(system, "I-1", "failed");
  for (let n = 2; n <= 12; n += 1) await postEvent(system, { type: "PaymentPosted", entityId: `I-${n}` });

  // Another page of the same layout, without a reload.
  await page.getByRole("link", { name: "Loans", exact: true }).click();
  await expect(findLine(page)).toContainText("Night servicer: response 503. 11 held, 1 failed.");
  await expect(findMenuItem(page)).toHaveText("Incidents1 open");
  await findLine(page).getByRole("link", { name: "View incident" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Night servicer: response 503");
  await expect(findFact(page, "State")).toContainText("Open");
  await expect(findFact(page, "Held")).toContainText("11");
  await expect(findFact(page, "Failed")).toContainText("1");
  await expect(findFact(page, "Until")).toContainText("Ongoing");
  await expect(findFact(page, "Last error")).toContainText(
    "The receiver responded with a server error (503).",
  );
  await expect(page.getByRole("link", { name: "nina@servicer.example" })).toHaveAttribute(
    "href",
    /^mailto:nina@/,
  );
  await page.getByRole("button", { name: "Assign to me" }).click();
  await expect(page.getByText(/^Assigned to (?!nobody)/).first()).toBeVisible();
  await page.getByLabel("Note").fill("Called Nina: the server restarts at 20:00.");
  await page.getByRole("button", { name: "Add note" }).click();
  const history = page.getByRole("list", { name: "History" }).getByRole("listitem");
  await expect(history).toHaveCount(4);
  await expect(history.first()).toContainText("Called Nina: the server restarts at 20:00.");
  await expect(history.first()).toContainText("admin@bank.example");
  await expect(page.getByRole("button", { name: "Close…" })).toBeHidden();

  const incidentUrl = page.url();
  await page.goto(`${system.url}/deliveries`);
  const note = page.getByText("11 deliveries on this page wait for “Night servicer” to be enabled.");
  await expect(note).toHaveCount(1);
  await expect(note).toHaveText(/^Paused:/);
  await expect(page.getByText("Enable the webhook to release")).toHaveCount(0);
  await note.getByRole("link", { name: "View its incident" }).click();
  await page.getByRole("link", { name: "Night servicer: response 503", exact: true }).click();
  await page.waitForURL(incidentUrl);
  receiver.respond({ status: 200 });
  await page.getByRole("button", { name: "Recover…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Recover 12 deliveries" }).click();
  await page.waitForURL(/\/jobs\//);
  await page.goto(incidentUrl);
  await expect(findFact(page, "State")).toContainText("Closed", { timeout: 20_000 });
  await expect(findFact(page, "Held at most")).toContainText("11");
  await expect(findLine(page)).toBeHidden();
  await expect(findMenuItem(page)).toHaveText("Incidents");
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Incidents" }).click();
  await expect(page.getByText("No open incidents")).toBeVisible();
  await page.getByRole("link", { name: "Closed", exact: true }).click();
  const cells = page.getByRole("row").filter({ hasText: "Night servicer" }).getByRole("cell");
  for (const [index, text] of ["11", "1"].entries()) await expect(cells.nth(2 + index)).toHaveText(text);
  const { body } = await call(system, "GET", `/api/v1/incidents?webhookId=${id}`);
  expect(body.items).toMatchObject([{ state: "closed", peakHeld: 11, totalFailed: 1, held: 0, failed: 0 }]);
});

test("all paused webhooks are counted, however many were paused later and have recovered", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500 });
  for (let n = 1; n <= 7; n += 1) await createFailingWebhook(system, `Feed ${n}`, receiver.url());
  await postEvent(system, { type: "PaymentPosted", entityId: "M-1" });
  const listOpen = async () => (await call(system, "GET", "/api/v1/incidents?state=open")).body.items;
  await expect.poll(async () => (await listOpen()).length, { timeout: 20_000 }).toBe(7);
  await signIn(page, system, testUsers.viewer);
  await expect(findLine(page)).toContainText("7 open incidents.");
  await expect(findMenuItem(page)).toHaveText("Incidents7 open");
  for (const { webhookId } of (await listOpen()).slice(0, 5))
    await call(system, "DELETE", `/api/v1/webhooks/${webhookId}`);
  await expect.poll(async () => (await listOpen()).length, { timeout: 20_000 }).toBe(2);
  await findLine(page).getByRole("link", { name: "View incidents" }).click();
  // The list follows the ledger, and the line with it.
  await expect(page.getByRole("table", { name: "Incidents" }).getByRole("row")).toHaveCount(3);
  await expect(findLine(page)).toContainText("2 open incidents.");
});

test("servicing closes an incident whose failed delivery need not be sent, with a reason; a viewer cannot", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 422 });
  const settings = { failurePolicy: { kind: "never" }, owner: null };
  const { id } = await createFailingWebhook(system, "Collections agency", receiver.url(), settings);
  await postEvent(system, { type: "PaymentPosted", entityId: "C-1" });
  await waitForState(system, "C-1", "failed");
  const { body } = await call(system, "GET", `/api/v1/incidents?webhookId=${id}`);
  const path = `${system.url}/incidents/${body.items[0].id}`;
  await signIn(page, system, testUsers.viewer);
  await page.goto(path);
  await expect(page.getByText("The webhook has no owner. These users can change it:")).toBeVisible();
  await expect(page.getByRole("link", { name: "admin@bank.example" })).toBeVisible();
  for (const name of ["Close…", "Add note", "Assign", "Recover…"])
    await expect(page.getByRole("button", { name })).toBeHidden();

  await page.context().clearCookies();
  await signIn(page, system, testUsers.servicing);
  await page.goto(path);
  await page.getByRole("button", { name: "Close…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Close incident" }).click();
  await expect(dialog.getByText("Enter a reason")).toBeVisible();
  await dialog.getByLabel("Reason").fill("The agency does not take this event.");
  await dialog.getByRole("button", { name: "Close incident" }).click();
  await expect(findFact(page, "State")).toContainText("Closed");
  await expect(page.getByRole("list", { name: "History" })).toContainText(
    "The agency does not take this event.",
  );
  await expect(findLine(page)).toBeHidden();
});
