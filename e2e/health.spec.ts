import { createWebhook, postEvent, waitForState } from "./api";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";

const test = createTestWithOwnSystem();

test("the health of a webhook over a day, a week and a month: each number opens its deliveries, which are resent there", async ({
  system,
  receiver,
  page,
}) => {
  const { id } = await createWebhook(system, {
    url: receiver.url("/health"),
    triggers: ["PaymentPosted", "OpportunityUpdated"],
    retryDelays: [],
    failurePolicy: { kind: "never" },
  });
  receiver.respond({ status: 200 });
  await postEvent(system, { type: "PaymentPosted", entityId: "H-1" });
  await waitForState(system, "H-1", "succeeded");
  receiver.respond({ status: 503 });
  for (const entityId of ["H-2", "H-3"]) {
    await postEvent(system, { type: "OpportunityUpdated", entityId });
    await waitForState(system, entityId, "failed");
  }

  await signIn(page, system);
  const path = `/administration/integrations/webhooks/${id}/health`;
  await page.goto(`${system.url}${path}`);
  for (const [name, range] of [
    ["7 days", "7d"],
    ["30 days", "30d"],
  ]) {
    await page.getByRole("link", { name, exact: true }).press("Enter");
    await expect(page).toHaveURL(`${system.url}${path}?range=${range}`);
    await expect(page.locator("dl > div", { hasText: "of completed deliveries" })).toContainText("33.3%");
  }
  for (const figure of ["Response time, p50", "Response time, p95"])
    await expect(page.locator("dl > div", { hasText: figure })).toContainText(/\d+ ms/);
  const causes = page.getByRole("table", { name: /Causes of failures/ });
  await expect(causes.getByRole("row", { name: /Response 503/ })).toContainText("2");
  const eventTypes = page.getByRole("table", { name: "Health by event type" });
  await expect(eventTypes.getByRole("row", { name: /Opportunity/ })).toContainText(/0%.*2/);
  await expect(eventTypes.getByRole("row", { name: /Payment Posted/ })).toContainText(/100%.*0/);

  // A point of a chart opens the period's deliveries of this webhook.
  await page.locator(".recharts-bar-rectangle path").first().click();
  await expect(page).toHaveURL(new RegExp(`/deliveries\\?webhookId=${id}&state=\\w+&from=[^&]+&to=`));
  await page.goBack();
  await page.getByRole("button", { name: "Show as table" }).press("Enter");
  await expect(page).toHaveURL(`${system.url}${path}?range=30d&view=table`);
  const times = page.getByRole("table", { name: "Response times over time" });
  await expect(times.getByRole("row")).toHaveCount(31);
  await expect(times.getByRole("row").nth(1)).toContainText(/\d+ ms/);
  await expect(times.getByRole("row").nth(2)).toContainText("None");
  await times.getByRole("link").first().press("Enter");
  await expect(page).toHaveURL(new RegExp(`/deliveries\\?webhookId=${id}&from=[^&]+&to=`));
  await expect(page.getByText("H-1").first()).toBeVisible();
  await page.goBack();

  await causes.getByRole("link", { name: /2 failed, Response 503/ }).press("Enter");
  await expect(page).toHaveURL(/\/deliveries\?.*state=failed.*responseCode=503/);
  await expect(page.getByText("H-2").first()).toBeVisible();
  await expect(page.getByText("H-1")).toHaveCount(0);
  receiver.respond({ status: 200 });
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByRole("button", { name: "Resend 2…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Resend 2 deliveries" }).click();
  for (const entityId of ["H-2", "H-3"]) await waitForState(system, entityId, "succeeded");
});
