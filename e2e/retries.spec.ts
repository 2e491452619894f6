import { call, createWebhook, postEvent, waitForState } from "./api";
import { createAttemptedDelivery } from "./attempted-delivery";
import { expect, signIn, test } from "./fixtures";
import { testUsers } from "./test-users";

test("a delivery's timeline shows past attempts, a countdown to the next attempt, and who requested a resend", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 503 });
  const { delivery } = await createAttemptedDelivery(system, receiver.url(), "T-1");
  await page.clock.install({ time: Date.parse(delivery.nextAttemptAt ?? "") - 90_000 });
  await signIn(page, system, testUsers.servicing);
  await page.goto(`${system.url}/deliveries/${delivery.traceId}`);
  const steps = page.getByRole("listitem").filter({ hasText: /attempt \d|manual attempt/i });
  await expect(steps.filter({ hasText: "Attempt 1" })).toContainText(/Failed.*503/);
  const nextAttemptStep = steps.filter({ hasText: "Attempt 2" });
  await expect(nextAttemptStep).toContainText(/in 1 min \d+ s/);
  await page.clock.runFor(40_000);
  await expect(nextAttemptStep).toContainText(/in [1-4]?\d s/);

  await page.getByRole("button", { name: /^Resend…/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("A retry is due soon: attempt 2 will be sent automatically");
  await dialog.getByRole("button", { name: "Resend 1 webhook" }).click();
  const manual = steps.filter({ hasText: "Manual attempt" });
  await expect(manual).toContainText(/by servicing/);
  await page.clock.runFor(5_000);
  await expect(manual).toContainText(/Failed.*503/);
  await expect(nextAttemptStep).toContainText("This attempt stays scheduled; resending does not replace it.");
});

test("a paused webhook shows since when it has been paused and how many deliveries are held; a successful test enables it and releases them", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 410 });
  const { id } = await createWebhook(system, {
    url: receiver.url(),
    triggers: ["PaymentPosted"],
    retryDelays: [],
  });
  await postEvent(system, { type: "PaymentPosted", entityId: "T-2" });
  await waitForState(system, "T-2", "failed");
  await postEvent(system, { type: "PaymentPosted", entityId: "T-3" });
  await waitForState(system, "T-3", "held");
  await signIn(page, system);
  await page.goto(`${system.url}/loans/T-2/webhooks`);
  await page
    .getByRole("button", { name: /^Resend…/ })
    .first()
    .click();
  await expect(page.getByRole("dialog")).toContainText("The webhook is Paused. A resend is sent anyway");
  await page.keyboard.press("Escape");
  await page.goto(`${system.url}/administration/integrations/webhooks/${id}`);
  const banner = page.locator("main").getByText(/^Paused just now.+ 1 delivery is held\.$/);
  await expect(banner).toBeVisible();
  await page.getByRole("button", { name: "Enable…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 delivery will be released.");
  await expect(dialog.getByLabel("Resend 1 delivery too")).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText(/Response 410 after .+The webhook stays paused/);
  expect(receiver.requests).toHaveLength(2);
  expect((await call(system, "GET", `/api/v1/webhooks/${id}`)).body.state).toBe("paused");

  receiver.respond({ status: 200 });
  await expect(dialog.getByRole("button", { name: "Enable anyway" })).toBeVisible();
  await dialog.getByRole("button", { name: "Test again" }).click();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  await waitForState(system, "T-3", "succeeded");
  await waitForState(system, "T-2", "succeeded");
  await page.goto(`${system.url}/administration/integrations/webhooks/${id}`);
  await expect(banner).toHaveCount(0);
  expect((await call(system, "GET", `/api/v1/webhooks/${id}`)).body.state).toBe("enabled");
});
