import type { Page } from "@playwright/test";
import { call, createWebhook, fetchDelivery, postEvent, waitForState } from "./api";
import { expect, signIn, test } from "./fixtures";
import { testUsers } from "./test-users";

const type = "PaymentPosted";
/** The steps of the events on a page, in order. */
const findSteps = (page: Page) => page.getByRole("list", { name: /^Event steps/ }).getByRole("listitem");

test("an event that no webhook matched is marked in the list, on its page and in the API", async ({
  system,
  page,
}) => {
  const eventId = await postEvent(system, {
    type,
    entityId: "TL-1",
    data: { amount: 120.5 },
    idempotencyKey: "TL-1",
  });
  await signIn(page, system, testUsers.viewer);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Events" }).click();
  await page.getByLabel("Entity ID").fill("TL-1");
  await page.getByLabel("Matched").selectOption("No webhook matched");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await page.waitForURL(/matched=none/);
  const row = page.getByRole("row").filter({ hasText: "TL-1" });
  await expect(row).toContainText("No webhook matched");
  await row.getByRole("link").first().click();
  await page.waitForURL(`**/events/${eventId}`);
  await expect(findSteps(page)).toHaveText([/^Received/, /^No webhook matched/]);
  await expect(
    page.locator("dt", { hasText: "Idempotency key" }).locator("+ dd").filter({ hasText: "Yes" }),
  ).toBeVisible();
  await expect(page.getByText('"amount": 120.5')).toBeVisible();
  await page.getByRole("link", { name: "TL-1" }).click();
  await page.waitForURL("**/loans/TL-1/timeline");
  await expect(findSteps(page)).toHaveText([/^Received/, /^No webhook matched/]);

  const { body } = await call(system, "GET", "/api/v1/events?entityId=TL-1&matched=none&limit=1");
  expect(body).toMatchObject({ items: [{ id: eventId, deliveries: { total: 0 } }], nextCursor: null });
  const eventResponse = await call(system, "GET", `/api/v1/events/${eventId}`);
  expect(eventResponse.body.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
    "received",
    "unmatched",
  ]);
  expect(
    (await call(system, "GET", `/api/v1/events/${eventResponse.body.id.replace(/^../, "ff")}`)).status,
  ).toBe(404);
});

test("the timeline shows which webhooks were skipped and why, and each later step: held, released, delivered, failed, paused and resent", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500 });
  const core = await createWebhook(system, {
    name: "Core",
    url: receiver.url(),
    triggers: [type],
    retryDelays: [],
  });
  await createWebhook(system, { name: "Off", url: receiver.url(), triggers: [type], state: "disabled" });
  const condition = "data.amount > 1000.0";
  await createWebhook(system, {
    name: "Large",
    url: receiver.url(),
    triggers: [{ eventType: type, condition }],
  });
  await createWebhook(system, { name: "Other", url: receiver.url(), triggers: ["PaymentReversed"] });
  const event = { type, data: { amount: 1.5 } };
  await postEvent(system, { ...event, entityId: "TL-2" });
  const { traceId } = await waitForState(system, "TL-2", "failed");
  await postEvent(system, { ...event, entityId: "TL-3" });
  await waitForState(system, "TL-3", "held");
  receiver.respond({ status: 200 });
  await call(system, "PATCH", `/api/v1/webhooks/${core.id}`, { state: "enabled", heldDeliveries: "deliver" });
  await waitForState(system, "TL-3", "succeeded");
  expect((await call(system, "POST", `/api/v1/deliveries/${traceId}/resend`)).status).toBe(202);
  await waitForState(system, "TL-2", "succeeded");

  await signIn(page, system);
  await page.goto(`${system.url}/loans/TL-3/webhooks`);
  await page.getByRole("link", { name: "Timeline" }).click();
  await page.waitForURL("**/loans/TL-3/timeline");
  const firstSteps = [/^Received/, /^Matched\s*1 webhook: Core/];
  const skippedSteps = [/Off. The webhook was disabled./, /Large. The condition was false./];
  await expect(findSteps(page)).toHaveText([
    ...firstSteps,
    /^Skipped/,
    /^Skipped/,
    /^Not subscribed\s*1 other webhook: Other/,
    /^Held\s*Core. The webhook was paused./,
    /^Released\s*Core/,
    /^Attempt 1\s*Core. Response 200/,
    /^Delivered\s*Core/,
  ]);
  for (const text of skippedSteps) await expect(findSteps(page).filter({ hasText: text })).toHaveCount(1);

  await page.goto(`${system.url}/deliveries/${(await fetchDelivery(system, "TL-2")).traceId}`);
  await page.getByRole("link", { name: /^[0-9a-f-]{36}$/ }).click();
  await page.waitForURL("**/events/*");
  await expect(findSteps(page)).toHaveText([
    ...firstSteps,
    /^Skipped/,
    /^Skipped/,
    /^Not subscribed/,
    /^Attempt 1\s*Core. Response 500/,
    /^Failed\s*Core. There are no more retries./,
    /^Webhook paused\s*Core/,
    /^Resent\s*Core. Requested by API key e2e./,
    /^Manual attempt\s*Core. Response 200/,
    /^Delivered\s*Core/,
  ]);
  await findSteps(page).filter({ hasText: "Not subscribed" }).getByRole("link", { name: "Other" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Other" })).toBeVisible();
});
