import type { Page } from "@playwright/test";
import { createWebhook, deliveryOf, postEvent, reaches } from "./api";
import { expect, signIn, test } from "./fixtures";
import { people } from "./people";
import type { System } from "./system";

const rows = (page: Page, name = /./) => page.getByRole("row").filter({ hasText: name });
const search = (page: Page) => page.getByRole("searchbox", { name: "Search" });

/** A loan with one delivery that failed once and is retried in an hour. */
async function failedOnce(system: System, url: string, entityId: string) {
  const webhook = await createWebhook(system, {
    name: "Core feed",
    url,
    triggers: ["PaymentPosted"],
    retryDelays: [3_600],
  });
  await postEvent(system, { type: "PaymentPosted", entityId });
  await expect.poll(async () => (await deliveryOf(system, entityId)).attempts.length).toBe(1);
  return { webhook, delivery: await deliveryOf(system, entityId) };
}

test("three clicks from sign-in to a resent webhook; the outcome comes by itself and the retry stays", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500, body: "out of paper" });
  const { delivery } = await failedOnce(system, receiver.url("/hook"), "H-1");
  await signIn(page, system, people.servicing);
  receiver.respond({ status: 200 });

  await search(page).click();
  await page.keyboard.type("H-1");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/loans/H-1/webhooks");
  await expect(page).toHaveTitle(/Webhooks of loan H-1/);
  await page.getByRole("button", { name: "Resend… " }).click();

  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Identical bytes, same trace ID");
  await expect(dialog).toContainText(receiver.url("/hook"));
  await expect(dialog).toContainText("Failed (500)");
  await expect(dialog).toContainText("Attempt 2");
  await dialog.getByRole("button", { name: "Resend 1 webhook" }).dblclick();

  await expect(page.getByText("Queued", { exact: true }).first()).toBeVisible();
  await expect(rows(page, /manual/)).toContainText("Delivered");
  await expect(rows(page, /manual/)).toContainText("200");
  await expect(page.getByText("A resend does not replace this attempt: it stays scheduled.")).toBeVisible();
  await page.reload();
  await expect(rows(page, /manual/)).toHaveCount(1);
  expect(receiver.requests).toHaveLength(2);
  expect(receiver.requests[1]?.body).toEqual(receiver.requests[0]?.body);
  const after = await deliveryOf(system, "H-1");
  expect(after).toMatchObject({ state: "pending", nextAttemptAt: delivery.nextAttemptAt });
});

test("a resend after a success warns, and a viewer has none", async ({ system, receiver, page }) => {
  await createWebhook(system, { url: receiver.url(), triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "H-2" });
  await reaches(system, "H-2", "succeeded");
  await signIn(page, system, people.servicing);
  await page.goto(`${system.url}/loans/H-2/webhooks`);
  await page.getByRole("button", { name: "Resend… " }).click();
  await expect(page.getByRole("dialog")).toContainText("The last attempt succeeded");
  await page.keyboard.press("Escape");

  await page.context().clearCookies();
  await signIn(page, system, people.viewer);
  await page.goto(`${system.url}/loans/H-2/webhooks`);
  await expect(rows(page, /Delivered/)).toHaveCount(1);
  await expect(page.getByRole("button", { name: /Resend/ })).toHaveCount(0);
});

test("filters and the open row are in the address; pasted elsewhere, the same view appears after sign-in", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 503, body: '{"why":"maintenance"}' });
  const { delivery } = await failedOnce(system, receiver.url(), "H-3");
  await createWebhook(system, { url: receiver.url(), triggers: ["LoanStatusChanged"], successRule: "2xx" });
  receiver.respond({ status: 204 });
  await postEvent(system, { type: "LoanStatusChanged", entityId: "H-3" });
  await expect.poll(() => receiver.requests.length).toBe(2);

  await signIn(page, system, people.viewer);
  await page.goto(`${system.url}/loans/H-3/webhooks`);
  await expect(rows(page, /Delivered/)).toHaveCount(1);
  await page.getByLabel("Response code").fill("503");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await page.waitForURL("**?responseCode=503");
  await expect(rows(page, /503/)).toHaveCount(1);
  await expect(rows(page, /Delivered/)).toHaveCount(0);
  await page.getByRole("link", { name: "Details of attempt 1" }).click();
  await page.waitForURL(`**open=${delivery.attempts[0]?.id}*`);
  const address = page.url();

  await page.context().clearCookies();
  await page.goto(address);
  await page.getByLabel("E-mail").fill(people.viewer.email);
  await page.getByLabel("Password").fill(people.viewer.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(address);
  await expect(page.getByText('"why": "maintenance"')).toBeVisible();
  for (const which of ["request", "response"]) {
    const wait = page.waitForEvent("download");
    await page.getByRole("link", { name: `Download ${which}` }).click();
    const stream = await (await wait).createReadStream();
    const bytes = Buffer.concat(await stream.toArray());
    const sent = which === "request" ? receiver.requests[0]?.body : Buffer.from('{"why":"maintenance"}');
    expect(bytes).toEqual(sent);
  }
});
