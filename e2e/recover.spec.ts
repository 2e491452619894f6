import type { Page } from "@playwright/test";
import type { ReceivedRequest } from "../testing/receiver";
import { call, createWebhook, postEvent, waitForState } from "./api";
import { expect, signIn, test } from "./fixtures";
import type { System } from "./system";

const readTraceId = ({ body }: ReceivedRequest): string => JSON.parse(body.toString()).id;

async function listTraceIds(system: System, webhookId: string): Promise<string[]> {
  const { body } = await call(system, "GET", `/api/v1/deliveries?webhookId=${webhookId}`);
  return body.items.map(({ traceId }: { traceId: string }) => traceId);
}

/** Finds the badges with a job's state on the page. */
const findStateBadges = (page: Page) => page.locator("main").getByText(/^(Running|Paused|Finished)$/);

test("after an outage, two clicks recover failed and held deliveries, and the pages show the result without a reload", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 503 });
  const settings = {
    name: "Core banking",
    url: receiver.url(),
    triggers: ["PaymentPosted"],
    retryDelays: [],
  };
  const { id } = await createWebhook(system, settings);
  await postEvent(system, { type: "PaymentPosted", entityId: "R-1" });
  await waitForState(system, "R-1", "failed");
  for (let n = 2; n <= 12; n += 1) await postEvent(system, { type: "PaymentPosted", entityId: `R-${n}` });
  await signIn(page, system);
  await page.goto(system.url);
  const overview = page.locator("main");
  await expect(overview.getByText(/Paused.+11 held\./)).toBeVisible();
  receiver.respond({ status: 200 });

  await page.getByRole("button", { name: "Recover…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("listitem").filter({ hasText: "Core banking Paused" })).toHaveText(/12$/);
  await expect(dialog).toContainText("Enables “Core banking”.");
  await expect(dialog).toContainText("Releases 11 held deliveries, to be sent with all retries.");
  await dialog.getByRole("button", { name: "Recover 12 deliveries" }).click();

  await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Release held and resend failed deliveries",
  );
  await expect(findStateBadges(page).first()).toHaveText("Finished");
  await expect(page.getByText("12 of 12 done")).toBeVisible();
  await page.goBack();
  await expect(overview.getByText(/All enabled webhooks are healthy/)).toBeVisible();
  await expect(overview.locator("dl > div").filter({ hasText: /^Held/ })).toHaveText(/^Held0/);
  await expect(overview.getByText("12 of 12 done")).toBeVisible();
  const requests = await receiver.waitFor((all) => new Set(all.slice(1).map(readTraceId)).size === 12);
  expect(requests.slice(1).map(readTraceId).sort()).toEqual((await listTraceIds(system, id)).sort());
});

test("a job whose receiver fails again pauses and shows why, blocks other jobs of its webhook, and continues when resumed", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500 });
  const { id } = await createWebhook(system, {
    ...{ name: "Pricing desk", url: receiver.url(), triggers: ["PaymentPosted"], retryDelays: [] },
    failurePolicy: { kind: "never" },
  });
  for (let n = 1; n <= 12; n += 1) await postEvent(system, { type: "PaymentPosted", entityId: `S-${n}` });
  for (let n = 1; n <= 12; n += 1) await waitForState(system, `S-${n}`, "failed");
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/${id}`);
  const recover = page.getByRole("button", { name: "Recover…" });
  const dialog = page.getByRole("dialog");
  await recover.click();
  await dialog.getByLabel("Accepted").selectOption("Custom period…");
  await dialog.getByLabel("From (UTC)").fill("2026-01-02T10:00");
  await dialog.getByLabel("Until (UTC)").fill("2026-01-02T09:00");
  await expect(dialog).toContainText("The end must be after the start.");
  await dialog.getByLabel("Until (UTC)").fill("2026-01-02T11:00");
  await expect(dialog).toContainText("There is nothing to recover: no failed or held delivery");
  await dialog.getByLabel("Accepted").selectOption("In the last hour");
  await dialog.getByRole("button", { name: "Recover 12 deliveries" }).click();

  await expect(findStateBadges(page).first()).toHaveText("Paused");
  await expect(page.locator("main")).toContainText("5 attempts in a row failed. Check the receiver");
  // Attempts that were in flight when the job paused were still completed.
  const failures = page.getByRole("table", { name: "Failed deliveries" }).getByRole("row");
  await expect.poll(() => failures.count()).toBeGreaterThan(5);
  const jobUrl = page.url();
  await page.goto(`${system.url}/administration/integrations/webhooks/${id}`);
  await recover.click();
  await dialog.getByRole("button", { name: "Recover 12 deliveries" }).click();
  await expect(dialog.getByRole("alert")).toContainText(
    "A job of one of these webhooks is paused. Resume it",
  );
  await dialog.getByRole("link", { name: "View the open job" }).click();
  await expect(page).toHaveURL(jobUrl);
  receiver.respond({ status: 200 });
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(findStateBadges(page).first()).toHaveText("Finished");
  await expect(page.getByText("12 of 12 done")).toBeVisible();
  await page.getByRole("link", { name: "Jobs", exact: true }).first().click();
  const jobs = page.getByRole("table", { name: "Jobs", exact: true });
  await expect(jobs.getByRole("row").filter({ hasText: "Pricing desk" })).toContainText("Finished");
});
