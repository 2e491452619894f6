import { call, createWebhook, postEvent, waitForState } from "./api";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import { testUsers } from "./test-users";

const test = createTestWithOwnSystem();

test("a fresh system shows the first steps", async ({ system, page }) => {
  await signIn(page, system);
  await page.goto(system.url);
  await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();
  await page.getByRole("link", { name: "Create webhook" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New Generic Webhook Configuration");
});

test("deliveries over time are shown as a chart and as a table, and each number links to its deliveries", async ({
  system,
  receiver,
  page,
}) => {
  await createWebhook(system, { name: "Core", url: receiver.url(), triggers: ["OpportunityUpdated"] });
  await postEvent(system, { type: "OpportunityUpdated", entityId: "chart-1" });
  await waitForState(system, "chart-1", "succeeded");
  await signIn(page, system);
  await page.goto(system.url);
  await expect(page.locator(".recharts-bar-rectangle path").first()).toBeVisible();
  for (const figure of ["Success rate", "p50", "p95", "Held", "Oldest undelivered"])
    await expect(page.locator("dt", { hasText: figure })).toBeVisible();
  await page.getByRole("button", { name: "Show as table" }).click();
  await expect(page).toHaveURL(/view=table/);
  await expect(page.getByText(/^Simulated deliveries are not counted, but the lists show them/)).toHaveCount(
    2,
  );
  const table = page.getByRole("table", { name: /Deliveries over time/ });
  await table.getByRole("link", { name: /1 Delivered/ }).click();
  await expect(page).toHaveURL(/\/deliveries\?state=succeeded&from=[^&]+&to=/);
  await expect(page.getByText("chart-1").first()).toBeVisible();

  await page.goto(system.url);
  await page.getByRole("link", { name: "7 days" }).click();
  await expect(page).toHaveURL(/range=7d/);
  await page.locator(".recharts-bar-rectangle path").first().click();
  await expect(page).toHaveURL(/\/deliveries\?state=succeeded/);
});

test("a paused webhook is enabled from the overview, and its held deliveries are sent", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500 });
  const settings = { name: "Stuck", url: receiver.url(), triggers: ["WB_Loan_Closed"], retryDelays: [] };
  const { id } = await createWebhook(system, settings);
  await postEvent(system, { type: "WB_Loan_Closed", entityId: "stuck-1" });
  await waitForState(system, "stuck-1", "failed");
  await postEvent(system, { type: "WB_Loan_Closed", entityId: "stuck-2" });
  await waitForState(system, "stuck-2", "held");
  await signIn(page, system);
  await page.goto(system.url);
  await expect(page.getByRole("link", { name: "1 Held" })).toBeVisible();
  const oldest = page.locator("dl > div").filter({ hasText: "Oldest undelivered" });
  await expect(oldest).toHaveText(/Oldest undelivered\s*\d+ (s|min).*held, created/);
  receiver.respond({ status: 200 });
  await page.getByRole("button", { name: "Enable… Stuck" }).click();
  await page.getByRole("button", { name: "Test and enable" }).click();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  // The delivery that caused the pause was sent as the test; a job releases the other delivery.
  await waitForState(system, "stuck-1", "succeeded");
  await waitForState(system, "stuck-2", "succeeded");
  expect((await call(system, "GET", `/api/v1/webhooks/${id}`)).body.state).toBe("enabled");
});

test("a user without access to webhooks sees the deliveries, but no first steps and no webhooks that need attention", async ({
  system,
  page,
}) => {
  await signIn(page, system, testUsers.viewer);
  await page.goto(system.url);
  await expect(page.getByRole("heading", { name: "Pending and held now" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /First steps|Needs attention/ })).toHaveCount(0);
});
