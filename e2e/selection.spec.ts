import { call, createWebhook, postEvent, waitForState } from "./api";
import { expect, signIn, test } from "./fixtures";
import { testUsers } from "./test-users";

test("deliveries can be selected as a range with Shift, by keyboard and on all pages, and a job resends them", async ({
  system,
  receiver,
  page,
}) => {
  const triggers = ["PaymentPosted"];
  const { id } = await createWebhook(system, { name: "Ledger", url: receiver.url(), triggers });
  const events = Array.from({ length: 52 }, (_, index) => ({
    type: "PaymentPosted",
    entityId: `sel-${index}`,
  }));
  await call(system, "POST", "/api/v1/events/batch", { events });
  await receiver.waitFor(52);
  const countSucceeded = async () =>
    (await call(system, "GET", `/api/v1/deliveries?webhookId=${id}&state=succeeded&limit=200`)).body.items
      .length;
  await expect.poll(countSucceeded).toBe(52);
  await signIn(page, system, testUsers.servicing);
  await page.goto(`${system.url}/deliveries?webhookId=${id}`);
  const checkboxes = page.getByRole("checkbox", { name: /^Select Payment/ });
  const status = page.getByRole("status").filter({ hasText: /selected$/ });
  await checkboxes.nth(1).click();
  await checkboxes.nth(4).click({ modifiers: ["Shift"] });
  await expect(status).toHaveText("4 selected");
  await checkboxes.nth(2).press("Space");
  await expect(status).toHaveText("3 selected");
  // The key s selects the delivery whose row has the focus.
  await page.keyboard.press("s");
  await expect(status).toHaveText("4 selected");
  await page.getByRole("button", { name: "Resend 4…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Resend 4 deliveries" }).click();
  await expect(dialog.getByRole("link", { name: "View the job" })).toHaveAttribute("href", /^\/jobs\//);
  await receiver.waitFor(56);
  const listJobs = async () => (await call(system, "GET", `/api/v1/jobs?webhookId=${id}`)).body.items;
  await expect.poll(async () => (await listJobs())[0]?.state).toBe("finished");
  await dialog.getByRole("button", { name: "Close", exact: true }).first().click();

  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await expect(status).toHaveText("50 selected");
  await page.getByRole("button", { name: "Select all 52 matching" }).click();
  await expect(status).toHaveText("52 selected");
  // This event is accepted after the page has read the list, so the job does not resend its delivery.
  await postEvent(system, { type: "PaymentPosted", entityId: "sel-later" });
  await page.getByRole("button", { name: "Resend 52…" }).click();
  await dialog.getByRole("button", { name: "Resend 52 deliveries" }).click();
  await expect(dialog.getByRole("link", { name: "View the job" })).toBeVisible();
  expect((await listJobs())[0]).toMatchObject({ total: 52, filter: { webhookId: id } });
});

test("a loan's failed deliveries are resent with one button; deliveries that cannot be resent cannot be selected", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500 });
  const settings = { url: receiver.url(), retryDelays: [], failurePolicy: { kind: "never" } };
  await createWebhook(system, { ...settings, name: "Kept", triggers: ["PaymentPosted"] });
  const { id } = await createWebhook(system, { ...settings, name: "Off", triggers: ["PaymentReversed"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "sel-loan" });
  await waitForState(system, "sel-loan", "failed");
  await postEvent(system, { type: "PaymentReversed", entityId: "sel-loan" });
  await expect
    .poll(async () => (await call(system, "GET", `/api/v1/deliveries?webhookId=${id}`)).body.items[0]?.state)
    .toBe("failed");
  await call(system, "PATCH", `/api/v1/webhooks/${id}`, { state: "disabled" });
  receiver.respond({ status: 200 });
  await signIn(page, system, testUsers.servicing);
  await page.goto(`${system.url}/loans/sel-loan/webhooks`);
  await expect(page.getByRole("checkbox", { name: /to Off: The webhook "Off" is disabled/ })).toBeDisabled();
  await page.getByRole("button", { name: "Resend the one that failed…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 more cannot be resent");
  await dialog.getByRole("button", { name: "Resend 1 delivery" }).click();
  await expect(dialog.getByRole("link", { name: "View the job" })).toBeVisible();
  await receiver.waitFor(3);
  await page.context().clearCookies();
  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/loans/sel-loan/webhooks`);
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
});
