import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { call, createWebhook, postEvent, waitForState } from "./api";
import { expect, signIn, test } from "./fixtures";
import { admin } from "./test-users";

const webhooksPath = "/administration/integrations/webhooks";
const key = "a-key-that-no-page-may-contain";

async function revealKey(page: Page, password: string) {
  await page.getByRole("button", { name: "Reveal key…" }).click();
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Reveal key", exact: true }).click();
}

test("no page contains the key until the user enters their password", async ({ system, receiver, page }) => {
  const { id } = await createWebhook(system, { name: "Sealed", url: receiver.url(), key });
  await signIn(page, system);
  for (const path of ["/", webhooksPath, `${webhooksPath}/${id}`, `${webhooksPath}/${id}/health`]) {
    const response = await page.request.get(`${system.url}${path}`);
    expect(response.status(), path).toBe(200);
    expect(await response.text(), path).not.toContain(key);
  }
  await page.goto(`${system.url}${webhooksPath}/${id}`);
  await revealKey(page, "wrong");
  await expect(page.getByText("The password is incorrect.")).toBeVisible();
  expect(await page.content()).not.toContain(key);
  await page.getByLabel("Your password").fill(admin.password);
  await page.keyboard.press("Enter");
  await expect(page.getByText(key)).toBeVisible();
  await expect(page.getByText(/Hidden in \d+ s/)).toBeVisible();
  await page.getByRole("button", { name: "Hide now" }).click();
  await expect(page.getByText(key)).toHaveCount(0);

  await page.getByRole("link", { name: "Health and history" }).click();
  await expect(page.getByText("Webhook key revealed", { exact: true })).toBeVisible();
});

test("a revealed key is hidden after a minute", async ({ system, receiver, page }) => {
  const { id } = await createWebhook(system, { url: receiver.url(), key });
  await signIn(page, system);
  await page.clock.install();
  await page.goto(`${system.url}${webhooksPath}/${id}`);
  await revealKey(page, admin.password);
  await expect(page.getByText(key)).toBeVisible();
  await page.clock.fastForward(61_000);
  await expect(page.getByText(key)).toHaveCount(0);
});

test("a test request for an unsaved webhook is signed by the server; the response is shown in the form, and no delivery is created", async ({
  system,
  receiver,
  page,
}) => {
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/new`);
  const typedKey = await page.getByLabel("Key", { exact: true }).inputValue();
  await page.getByLabel("URL").fill("http://10.0.0.1/hook");
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("Not sent. Check the marked fields.").first()).toBeVisible();
  await expect(page.getByLabel("URL")).toHaveAttribute("aria-invalid", "true");

  await page.getByLabel("URL").fill(receiver.url("/unsaved"));
  receiver.respond({ status: 500, body: "out of order" });
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("Test failed")).toBeVisible();
  await expect(page.getByText(/^Response 500 from 127\.0\.0\.1 after/)).toBeVisible();
  await expect(page.getByText("out of order")).toBeVisible();

  receiver.respond({ status: 200 });
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("Test succeeded")).toBeVisible();
  const [, request] = await receiver.waitFor(2);
  const expected = createHmac("sha256", typedKey)
    .update(request?.body ?? "")
    .digest("base64");
  expect(request?.headers["x-pl-signature"]).toBe(expected);
  await page.goto(`${system.url}/deliveries`);
  await expect(page.getByText("/unsaved")).toHaveCount(0);
});

test("retry delays are shown as clock times and updated as they are typed", async ({ system, page }) => {
  await signIn(page, system);
  await page.clock.setFixedTime(new Date("2026-11-21T14:02:00Z"));
  await page.goto(`${system.url}${webhooksPath}/new`);
  const plan = page.getByRole("figure");
  await expect(plan.getByRole("listitem")).toHaveText([
    /14:02 first attempt/,
    /14:03 retry 1, after 1 min/,
    /14:08 retry 2/,
    /14:23 retry 3/,
    /15:23 retry 4/,
    /19:23 retry 5, after 4 h/,
  ]);
  await page.locator("summary").filter({ hasText: "Retries:" }).click();
  await page.getByLabel("Retry 1", { exact: true }).fill("600");
  await expect(plan.getByText("14:12")).toBeVisible();
  await page.getByLabel("Retries").selectOption("urgent");
  await expect(plan.getByText("14:02:10")).toBeVisible();
});

test("the list shows the last delivery and the last 24 hours, and is searched and paged by the server", async ({
  system,
  receiver,
  page,
}) => {
  await createWebhook(system, { name: "Alpha", url: receiver.url(), triggers: ["OpportunityUpdated"] });
  await postEvent(system, { type: "OpportunityUpdated", entityId: "list-1" });
  await waitForState(system, "list-1", "succeeded");
  await Promise.all(
    Array.from({ length: 51 }, (_, index) =>
      createWebhook(system, { name: `Many ${index}`, url: receiver.url(), triggers: ["WB_Loan_Closed"] }),
    ),
  );
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}`);
  const alpha = page.getByRole("row", { name: /Alpha/ });
  await expect(alpha).toContainText("Delivered");
  await expect(alpha).toContainText("100%");
  await expect(alpha.getByRole("img", { name: "Last 24 hours: 1 delivered, 0 failed" })).toBeVisible();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByText("51 to 52 of 52")).toBeVisible();

  await page.getByLabel("Filter by name, URL or event").fill("opportunity upd");
  await expect(page.getByText("1 of 52")).toBeVisible();
  await expect(page).toHaveURL(/\?q=opportunity\+upd$/);
  await page.getByLabel("State", { exact: true }).selectOption("paused");
  await expect(page.getByText("No results")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("link", { name: "Alpha", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Receiver", exact: true })).toBeVisible();
});

test("the detail page shows health, recent deliveries, changes, and how long the previous key is still valid", async ({
  system,
  receiver,
  page,
}) => {
  const { id } = await createWebhook(system, { name: "Core", url: receiver.url() });
  await postEvent(system, { type: "OpportunityUpdated", entityId: "detail-1" });
  await waitForState(system, "detail-1", "succeeded");
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/${id}`);
  await expect(page.getByText("1 of 1 delivered")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Core feed");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Rotate key…" }).click();
  await page.getByRole("button", { name: "Rotate key", exact: true }).click();
  await page.getByRole("button", { name: "Done" }).click();

  await page.getByRole("link", { name: "Health and history" }).click();
  await expect(page.getByText("Name: Core → Core feed")).toBeVisible();
  await expect(page.getByText("Key rotated")).toBeVisible();
  await expect(page.getByText(/^2[34] h\b|^1 d/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Delivered Opportunity Updated/ })).toBeVisible();
  await page.getByRole("link", { name: "All deliveries of this webhook" }).click();
  await expect(page).toHaveURL(new RegExp(`/deliveries\\?webhookId=${id}`));
});

test("links to a deleted webhook open a page that says that it was deleted and leads to its deliveries", async ({
  system,
  receiver,
  page,
}) => {
  const { id } = await createWebhook(system, { name: "Short-lived", url: receiver.url() });
  await postEvent(system, { type: "OpportunityUpdated", entityId: "deleted-1" });
  const { traceId } = await waitForState(system, "deleted-1", "succeeded");
  await call(system, "DELETE", `/api/v1/webhooks/${id}`);
  await signIn(page, system);
  await page.goto(`${system.url}/deliveries/${traceId}`);
  await page.getByRole("link", { name: "Short-lived" }).click();
  await expect(page.getByText(/This webhook was deleted .* by API key e2e/)).toBeVisible();
  await page.goto(`${system.url}${webhooksPath}/${id}/health`);
  await page.getByRole("link", { name: "View its deliveries" }).click();
  await expect(page).toHaveURL(new RegExp(`/deliveries\\?webhookId=${id}`));
  await expect(page.getByText("deleted-1").first()).toBeVisible();
});
