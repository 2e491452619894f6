import { describeFailure } from "../lib/reasons/describe";
import { call, createWebhook, fetchDelivery, postEvent, waitForState } from "./api";
import { createAttemptedDelivery, findRowsWith, findSearchOpener } from "./attempted-delivery";
import { expect, signIn, test } from "./fixtures";
import { testUsers } from "./test-users";

test("three clicks from sign-in to a resent webhook; the outcome appears without a reload, and the retry stays scheduled", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500, body: "out of paper" });
  const { delivery } = await createAttemptedDelivery(system, receiver.url("/hook"), "H-1");
  let clicks = 0;
  await page.exposeFunction("clicked", () => {
    clicks += 1;
  });
  await page.addInitScript("addEventListener('pointerdown', () => clicked(), true)");
  await signIn(page, system, testUsers.servicing);
  receiver.respond({ status: 200 });
  clicks = 0;

  await findSearchOpener(page).click();
  await page.keyboard.type("H-1");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/loans/H-1/webhooks");
  await expect(page).toHaveTitle(/Webhook history of loan H-1/);
  await page.getByRole("button", { name: "Resend… " }).click();

  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("identical bytes with the same trace ID");
  await expect(dialog).toContainText(receiver.url("/hook"));
  await expect(dialog).toContainText("Failed (500)");
  await expect(dialog).toContainText("Attempt 2");
  expect(clicks).toBe(2);
  // The third click is a double click: it must request only one resend.
  await dialog.getByRole("button", { name: "Resend 1 webhook" }).dblclick();

  await expect(page.getByText("Queued", { exact: true }).first()).toBeVisible();
  await receiver.waitFor(2);
  // The page shows the outcome without a reload.
  await expect(findRowsWith(page, /manual/)).toContainText("Delivered");
  await expect(findRowsWith(page, /manual/)).toContainText("200");
  await expect(page.getByText("This attempt stays scheduled; resending does not replace it.")).toBeVisible();
  await page.reload();
  await page.goBack();
  await page.goForward();
  await expect(findRowsWith(page, /manual/)).toHaveCount(1);
  expect(receiver.requests).toHaveLength(2);
  expect(receiver.requests[1]?.body).toEqual(receiver.requests[0]?.body);
  const after = await fetchDelivery(system, "H-1");
  expect(after).toMatchObject({ state: "pending", nextAttemptAt: delivery.nextAttemptAt });
});

test("a resend after a success warns; a viewer cannot resend", async ({ system, receiver, page }) => {
  await createWebhook(system, { url: receiver.url(), triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "H-2" });
  await waitForState(system, "H-2", "succeeded");
  await signIn(page, system, testUsers.servicing);
  await page.goto(`${system.url}/loans/H-2/webhooks`);
  await page.getByRole("button", { name: "Resend… " }).click();
  await expect(page.getByRole("dialog")).toContainText("The last attempt succeeded");
  await page.keyboard.press("Escape");

  await page.context().clearCookies();
  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/loans/H-2/webhooks`);
  await expect(findRowsWith(page, /Delivered/)).toHaveCount(1);
  await expect(page.getByRole("button", { name: /Resend/ })).toHaveCount(0);
});

test("filters and the open row are in the URL, which shows the same view in a new session", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 503, body: '{"why":"maintenance"}' });
  const { delivery } = await createAttemptedDelivery(system, receiver.url(), "H-3");
  await createWebhook(system, { url: receiver.url(), triggers: ["LoanStatusChanged"], successRule: "2xx" });
  receiver.respond({ status: 204 });
  await postEvent(system, { type: "LoanStatusChanged", entityId: "H-3" });
  await expect.poll(() => receiver.requests.length).toBe(2);

  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/loans/H-3/webhooks`);
  await expect(findRowsWith(page, /Delivered/)).toHaveCount(1);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByText("Response code", { exact: true }).first().click();
  await page.getByRole("textbox", { name: "Response code" }).fill("503");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await page.waitForURL("**?responseCode=503");
  // The attempt, and the sentence that says why it failed.
  await expect(findRowsWith(page, /503/)).toHaveCount(2);
  await expect(findRowsWith(page, /Delivered/)).toHaveCount(0);
  await page.getByRole("link", { name: "Details of attempt 1" }).click();
  await page.waitForURL(`**open=${delivery.attempts[0]?.id}*`);
  const address = page.url();

  await page.context().clearCookies();
  await page.goto(address);
  await page.getByLabel("E-mail").fill(testUsers.viewer.email);
  await page.getByLabel("Password").fill(testUsers.viewer.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(address);
  await expect(page.getByText('"why": "maintenance"')).toBeVisible();
  for (const part of ["request", "response"]) {
    const downloadPromise = page.waitForEvent("download");
    await page.getByRole("link", { name: `Download ${part}` }).click();
    const stream = await (await downloadPromise).createReadStream();
    const bytes = Buffer.concat(await stream.toArray());
    const sent = part === "request" ? receiver.requests[0]?.body : Buffer.from('{"why":"maintenance"}');
    expect(bytes).toEqual(sent);
  }
});

test("a failure shows its cause, the next action and a curl command; a delivery without an attempt shows its body", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 410 });
  const { delivery } = await createAttemptedDelivery(system, receiver.url("/gone"), "H-7");
  await createWebhook(system, { url: receiver.url(), triggers: ["AutopayFailed"], retryDelays: [] });
  await postEvent(system, { type: "AutopayFailed", entityId: "H-7b" });
  await waitForState(system, "H-7b", "failed");
  await postEvent(system, { type: "AutopayFailed", entityId: "H-7c" });
  const heldDelivery = await waitForState(system, "H-7c", "held");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/deliveries/${delivery.traceId}?open=${delivery.attempts[0]?.id}`);
  const { cause, nextAction } = describeFailure({ code: "http_410" }, "retrying");
  await expect(page.getByText(cause)).toBeVisible();
  await expect(page.getByText(`Next: ${nextAction}`)).toBeVisible();
  await expect(page.getByText(`POST ${receiver.url("/gone")}`)).toBeVisible();
  await page.getByRole("button", { name: "Copy as curl" }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toContain(`--data-raw '${receiver.requests[0]?.body}'`);

  await page.goto(`${system.url}/deliveries/${heldDelivery.traceId}`);
  await expect(page.getByText('"entityId": "H-7c"')).toBeVisible();
  await expect(page.getByRole("link", { name: "Download request" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText(/printed .* from http/)).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
});

test("the link Newer leads back to the first page", async ({ system, receiver, page }) => {
  await createWebhook(system, { url: receiver.url(), triggers: ["LoanStatusChanged"] });
  const events = Array.from({ length: 120 }, () => ({ type: "LoanStatusChanged", entityId: "H-8" }));
  await call(system, "POST", "/api/v1/events/batch", { events });
  await receiver.waitFor(120, 30_000);
  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/loans/H-8/webhooks`);
  await page.getByRole("link", { name: "Older" }).click();
  await page.waitForURL(/cursor=/);
  const firstTraceId = page.locator("tbody a[title]").first();
  const traceId = (await firstTraceId.getAttribute("title")) ?? "none";
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.getByRole("link", { name: "Older" })).toHaveCount(0);
  await page.getByRole("link", { name: "Newer" }).click();
  await page.waitForURL(/newer=/);
  await expect(firstTraceId).toHaveAttribute("title", traceId);
  await page.getByRole("link", { name: "Newer" }).click();
  await expect(page.getByRole("link", { name: "Newer" })).toHaveCount(0);
});
