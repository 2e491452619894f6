import type { Page } from "@playwright/test";
import { createWebhook, postEvent, waitForState } from "./api";
import { expect, signIn, test } from "./fixtures";
import type { System } from "./system";
import { testUsers } from "./test-users";

/** Creates a delivery that fails or succeeds permanently with its first attempt, and returns that attempt's ID. */
async function attempt(system: System, event: Record<string, unknown>, state: "succeeded" | "failed") {
  await postEvent(system, event);
  const { traceId, attempts } = await waitForState(system, String(event.entityId), state);
  return { traceId, attemptId: attempts[0]?.id ?? "" };
}

const sharedSettings = { retryDelays: [], failurePolicy: { kind: "never" } };

const findRow = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

test("from a delivery's timeline, a failed attempt is compared with the last good one, by keyboard, and the URL keeps the comparison", async ({
  system,
  receiver,
  page,
  browser,
}) => {
  await createWebhook(system, { ...sharedSettings, url: receiver.url("/pay"), triggers: ["PaymentPosted"] });
  const event = { type: "PaymentPosted", data: { amount: 120.5, currency: "USD" } };
  receiver.respond({ status: 200, headers: { "X-Node": "one" }, body: '{"status":"ok","code":7}' });
  const good = await attempt(system, { ...event, entityId: "C-1" }, "succeeded");
  receiver.respond({ status: 503, headers: { "X-Node": "two" }, body: '{"status":"busy","code":7}' });
  const failed = await attempt(system, { ...event, entityId: "C-2" }, "failed");

  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/deliveries/${failed.traceId}`);
  const link = page.getByRole("link", { name: "Compare attempt 1" });
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(`${system.url}/attempts/${failed.attemptId}/compare?with=${good.attemptId}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Compare attempts");

  async function expectComparison(shown: Page, { onlyDifferences = false } = {}) {
    await expect(findRow(shown, "Response Different")).toContainText(/200\s*503/);
    await expect(findRow(shown, "Cause of failure Different")).toBeVisible();
    await expect(findRow(shown, "x-node Different")).toContainText(/one\s*two/);
    const same = findRow(shown, "Method");
    if (onlyDifferences) await expect(same).toHaveCount(0);
    else await expect(same).toHaveText(/^Method\s*POST\s*POST$/);
    const body = shown.getByRole("group", { name: "Response body" });
    await expect(body.getByRole("deletion")).toHaveText(/Only in the other attempt:−\s+"status": "ok",/);
    await expect(body.getByRole("insertion")).toHaveText(/Only in this attempt:\+\s+"status": "busy",/);
    await expect(body).toContainText('"code": 7');
  }
  await expectComparison(page);
  await expect(findRow(page, "Response time")).toContainText(/\d+ ms\s*\d+ ms/);

  await page.getByRole("link", { name: "Show only differences" }).press("Enter");
  await expectComparison(page, { onlyDifferences: true });
  await page.getByRole("link", { name: "Swap sides" }).press("Enter");
  await page.waitForURL(`**/attempts/${good.attemptId}/compare?with=${failed.attemptId}&show=differences`);
  await expect(findRow(page, "Response Different")).toContainText(/503\s*200/);

  // The URL shows the same comparison to somebody else, on a phone.
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await phone.goto(`${system.url}/attempts/${failed.attemptId}/compare?with=${good.attemptId}`);
  await phone.getByLabel("E-mail").fill(testUsers.servicing.email);
  await phone.getByLabel("Password").fill(testUsers.servicing.password);
  await phone.getByRole("button", { name: "Sign in" }).click();
  await phone.waitForURL(`**/attempts/${failed.attemptId}/compare?with=${good.attemptId}`);
  await expectComparison(phone);
  const overflow = await phone.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  const [other, current] = await findRow(phone, "Response Different").getByRole("cell").all();
  const boxes = [await other?.boundingBox(), await current?.boundingBox()];
  expect(boxes[0]?.y).toBe(boxes[1]?.y);
  await phone.context().close();
});

test("any attempt can be selected: one of the list, or one of another webhook by its ID", async ({
  system,
  receiver,
  page,
}) => {
  await createWebhook(system, { ...sharedSettings, url: receiver.url("/a"), triggers: ["PaymentPosted"] });
  await createWebhook(system, {
    ...sharedSettings,
    url: receiver.url("/b"),
    triggers: ["OpportunityUpdated"],
  });
  receiver.respond({ status: 500 });
  const first = await attempt(system, { type: "PaymentPosted", entityId: "C-3" }, "failed");
  const second = await attempt(system, { type: "PaymentPosted", entityId: "C-4" }, "failed");
  const elsewhere = await attempt(system, { type: "OpportunityUpdated", entityId: "C-5" }, "failed");

  await signIn(page, system, testUsers.viewer);
  // Opened from the details of the attempt; without a good attempt, the user selects one.
  await page.goto(`${system.url}/deliveries?entityId=C-4&open=${second.attemptId}`);
  await page.getByRole("link", { name: "Compare with another attempt" }).click();
  await expect(
    page.getByText("No other successful attempt was found among the webhook’s newest deliveries."),
  ).toBeVisible();
  await page.getByRole("link", { name: "Attempt 1, Payment Posted to account, C-3" }).click();
  await page.waitForURL(`**/attempts/${second.attemptId}/compare?with=${first.attemptId}`);
  await expect(page.getByRole("region", { name: "Other attempt" })).toContainText("C-3");

  await page.getByText("Compare with another attempt").click();
  await page.getByLabel("Attempt ID").fill("00000000-0000-7000-8000-000000000000");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText(/There is no attempt with the ID/)).toBeVisible();
  await page.getByLabel("Attempt ID").fill(elsewhere.attemptId.toUpperCase());
  await page.getByLabel("Attempt ID").press("Enter");
  await expect(page.getByRole("region", { name: "Other attempt" })).toContainText("C-5");
  await expect(findRow(page, "Destination Different")).toContainText("/b");
});

test("one-time codes and custom headers stay masked and are not compared", async ({
  system,
  receiver,
  page,
}) => {
  const secret = "top-secret-token";
  receiver.respond(({ body, url }) => ({ status: 200, body: `got ${body} at ${url}` }));
  await createWebhook(system, {
    ...sharedSettings,
    dialect: "loanpro",
    url: `${receiver.url("/otp")}?pin={{ data.code }}`,
    triggers: ["WB_Send_Otp"],
    headers: { "X-Api-Key": secret },
  });
  const codes = ["428913", "771204"];
  const attempts: string[] = [];
  for (const [index, code] of codes.entries()) {
    const event = { type: "WB_Send_Otp", entityId: `C-6${index}`, data: { code } };
    attempts.push((await attempt(system, event, "succeeded")).attemptId);
  }
  expect(receiver.requests[1]?.url).toContain(codes[1]);
  await signIn(page, system, testUsers.viewer);
  const path = `/attempts/${attempts[1]}/compare?with=${attempts[0]}`;
  const html = await (await page.goto(`${system.url}${path}`))?.text();
  for (const text of [html, await page.content()])
    for (const hidden of [...codes, secret]) expect(text).not.toContain(hidden);
  await expect(findRow(page, "x-api-key Masked, not compared")).toContainText("********");
  await expect(findRow(page, "Destination Masked, not compared")).toContainText("pin=******");
  await expect(page.getByText("One-time codes are masked and not compared.").first()).toBeVisible();
});

test("of large bodies, only the beginning is compared, and lines that are the same are folded", async ({
  system,
  receiver,
  page,
}) => {
  await createWebhook(system, {
    ...sharedSettings,
    url: receiver.url("/big"),
    dialect: "standard-webhooks",
    triggers: ["PaymentPosted"],
  });
  const attempts: string[] = [];
  for (const [index, note] of ["first", "second"].entries()) {
    const items = Array.from({ length: 20_000 }, (_, item) => item);
    const event = { type: "PaymentPosted", entityId: `C-7${index}`, data: { note, items, end: note } };
    attempts.push((await attempt(system, event, "succeeded")).attemptId);
  }
  await signIn(page, system, testUsers.viewer);
  const response = await page.goto(`${system.url}/attempts/${attempts[1]}/compare?with=${attempts[0]}`);
  expect((await response?.body())?.length).toBeLessThan(1_000_000);
  const body = page.getByRole("group", { name: "Request body" });
  await expect(body.getByRole("insertion").filter({ hasText: '"note": "second"' })).toBeVisible();
  await expect(page.getByText("Only the beginning is compared here.")).toBeVisible();
  await expect(body.locator("details").first()).toContainText("lines that are the same");
  expect(await body.locator("*").count()).toBeLessThan(60);
});
