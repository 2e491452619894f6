import type { Page } from "@playwright/test";
import pg from "pg";
import { call, createWebhook, fetchDelivery, postEvent, waitForState } from "./api";
import { findRowsWith } from "./attempted-delivery";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import type { System } from "./system";
import { testUsers } from "./test-users";

// A system of its own, because these tests count all deliveries and incidents.
const test = createTestWithOwnSystem();

const findNew = (page: Page) => page.getByRole("button", { name: /^[1-9]\d* new$/ });
const resend = (system: System, traceId: string) =>
  call(system, "POST", `/api/v1/deliveries/${traceId}/resend`);

test("a calm list follows the ledger: shown rows change in place, and new rows wait; it can be paused", async ({
  system,
  receiver,
  page,
}) => {
  await createWebhook(system, { url: receiver.url(), triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "V-1" });
  const { traceId } = await waitForState(system, "V-1", "succeeded");
  await signIn(page, system);
  await page.goto(`${system.url}/deliveries`);
  await expect(findRowsWith(page, /V-1/)).toHaveCount(1);
  await expect(page.getByText(/^Updated \d+ s ago$/)).toBeVisible();

  await postEvent(system, { type: "PaymentPosted", entityId: "V-2" });
  await postEvent(system, { type: "PaymentPosted", entityId: "V-3" });
  await expect(findNew(page)).toHaveText("2 new");
  await resend(system, traceId);
  await expect(findRowsWith(page, /manual/)).toContainText("Delivered");
  await expect(findRowsWith(page, /V-[23]/)).toHaveCount(0);
  await findNew(page).press("Enter");
  await expect(findRowsWith(page, /V-[23]/)).toHaveCount(2);
  await expect(findNew(page)).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.contains(document.body))).toBe(false);

  await page.getByRole("button", { name: "Pause updates" }).click();
  const other = await page.context().newPage();
  await other.goto(`${system.url}/events`);
  await expect(other.getByRole("row")).toHaveCount(4);
  await postEvent(system, { type: "PaymentPosted", entityId: "V-4" });
  await expect(findNew(other)).toHaveText("1 new");
  await other.close();
  await expect(page.getByText(/^Paused\. Updated/)).toBeVisible();
  await expect(findNew(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Resume updates" }).click();
  await expect(findNew(page)).toHaveText("1 new");
});

test("a row that no longer matches the filter stays, as it is now; an incident above it does not move it", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500 });
  const settings = { retryDelays: [], failurePolicy: { kind: "never" } };
  await createWebhook(system, { url: receiver.url("/a"), triggers: ["PaymentPosted"], ...settings });
  for (const entityId of ["W-1", "W-2"]) {
    await postEvent(system, { type: "PaymentPosted", entityId });
    await waitForState(system, entityId, "failed");
  }
  await createWebhook(system, { url: receiver.url("/b"), triggers: ["AutopayFailed"], ...settings });
  await signIn(page, system);
  await page.goto(`${system.url}/deliveries?state=failed`);
  const incidents = page.getByRole("region", { name: "Open incidents" });
  await expect(incidents).toContainText("2 failed");
  const row = findRowsWith(page, /W-1/);
  await row.hover();
  const { y } = (await row.boundingBox()) ?? { y: 0 };

  receiver.respond({ status: 200 });
  await resend(system, (await fetchDelivery(system, "W-2")).traceId);
  await expect(findRowsWith(page, /W-2/).first()).toContainText("manual");
  await expect(page.getByText("1 row no longer belongs to this list.")).toBeVisible();
  await expect(incidents).toContainText("1 failed");
  // W-2 has one more row above W-1.
  expect((await row.boundingBox())?.y).toBeCloseTo(y, 0);

  receiver.respond({ status: 503 });
  await postEvent(system, { type: "AutopayFailed", entityId: "W-3" });
  await expect(incidents).toContainText("2 open incidents");
  await expect(findNew(page)).toHaveText("1 new");
  expect((await row.boundingBox())?.y).toBeCloseTo(y, 0);
});

test("an open page is not activity, and stops when its session ends or the user may no longer see it", async ({
  system,
  receiver,
  page,
}) => {
  const database = new pg.Client({ connectionString: system.databaseUrl });
  await database.connect();
  await createWebhook(system, { url: receiver.url(), triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "X-1" });
  const { traceId } = await waitForState(system, "X-1", "succeeded");
  await signIn(page, system, testUsers.servicing);
  await page.goto(`${system.url}/loans/X-1/webhooks`);
  await database.query("UPDATE sessions SET last_seen_at = now() - interval '20 minutes'");
  await resend(system, traceId);
  await expect(findRowsWith(page, /manual/)).toContainText("Delivered");
  const { rows } = await database.query(
    "SELECT 1 FROM sessions WHERE last_seen_at > now() - interval '19 minutes'",
  );
  expect(rows).toHaveLength(0);

  const ended = page.getByText("You are signed out or no longer have access. Reload the page.");
  await expect(ended).toHaveCount(0);
  await page.goto(`${system.url}/jobs`);
  await database.query(`UPDATE roles SET permissions = '{"View Webhook History"}' WHERE id = 'servicing'`);
  await expect(ended).toBeVisible();
  await page.goto(`${system.url}/events`);
  await expect(ended).toHaveCount(0);
  await database.query("UPDATE sessions SET ended_at = now(), end_reason = 'test'");
  await database.end();
  await expect(ended).toBeVisible();
});
