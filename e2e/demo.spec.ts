import type { Page } from "@playwright/test";
import { call, postEvent, waitForState } from "./api";
import { expect, signIn, testWithDemo as test } from "./fixtures";
import type { System } from "./system";

const password = "hookledger-demo";
const lenderAdmin = { email: "admin@example.com", password };
const partnerAdmin = { email: "partner@example.com", password };

async function setReceiverResponse(page: Page, demo: System, path: string, response: string) {
  await page.goto(`${demo.url}/receiver`);
  await page.getByLabel(`Response for ${path}`).selectOption({ label: response });
  await expect(page.getByText(`New response: ${response}`)).toBeVisible();
}

test("the demo has webhooks in every state, and succeeded, failed, held, discarded and pending deliveries", async ({
  demo,
}) => {
  const webhooks = (await call(demo, "GET", "/api/v1/webhooks")).body.items as { state: string }[];
  expect(new Set(webhooks.map(({ state }) => state))).toEqual(new Set(["enabled", "disabled", "paused"]));
  for (const state of ["succeeded", "failed", "held", "discarded", "pending"]) {
    const listDeliveries = async () =>
      (await call(demo, "GET", `/api/v1/deliveries?state=${state}&limit=1`)).body.items;
    await expect.poll(async () => (await listDeliveries()).length, state).toBe(1);
  }
});

test("a delivery to a failing receiver is shown as Failed, and the receiver's page shows the request", async ({
  demo,
  page,
}) => {
  const path = "/demo/receiver/servicer/ok";
  const { items } = (await call(demo, "GET", "/api/v1/webhooks")).body;
  const servicerWebhook = items.find(({ name }: { name: string }) => name === "Core servicer feed");
  await call(demo, "PATCH", `/api/v1/webhooks/${servicerWebhook.id}`, { retryDelays: [] });
  await signIn(page, demo, lenderAdmin);
  await setReceiverResponse(page, demo, path, "500, database down");
  await postEvent(demo, { type: "PaymentReversed", entityId: "L-900", data: { paymentAmount: 12.5 } });
  await waitForState(demo, "L-900", "failed");

  const request = page
    .getByRole("listitem")
    .filter({ hasText: `POST ${path}` })
    .first();
  await expect(request).toContainText("Response: 500, database down");
  await request.locator("summary").click();
  await expect(request.getByText("x-pl-signature:").first()).toBeVisible();
  await expect(request.getByRole("tabpanel")).toContainText('"entityId": "L-900"');

  await page.goto(`${demo.url}/loans/L-900/webhooks`);
  await expect(page.getByText("Failed").first()).toBeVisible();
  await setReceiverResponse(page, demo, path, "200 immediately");
  await call(demo, "PATCH", `/api/v1/webhooks/${servicerWebhook.id}`, { state: "enabled" });
  await postEvent(demo, { type: "PaymentReversed", entityId: "L-901" });
  await waitForState(demo, "L-901", "succeeded");
});

test("a partner's administrator sees the partner's webhook, deliveries and API key, but not the built-in receiver", async ({
  demo,
  page,
}) => {
  await signIn(page, demo, partnerAdmin);
  await expect(page.getByRole("link", { name: /Hookledger for Fernhollow Brokers/ }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Built-in receiver" })).toHaveCount(0);
  expect((await page.goto(`${demo.url}/receiver`))?.status()).toBe(403);
  await page.goto(`${demo.url}/administration/integrations/webhooks`);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("link", { name: "Fernhollow broker portal", exact: true })).toBeVisible();
  await page.goto(`${demo.url}/administration/integrations/api-keys`);
  await expect(page.getByRole("row", { name: /Broker portal/ })).toBeVisible();
  await page.goto(`${demo.url}/deliveries`);
  await expect(page.getByRole("table").getByText("Fernhollow broker portal").first()).toBeVisible();
});

test("the first steps follow the user's progress and can be dismissed", async ({ demo, page }) => {
  await signIn(page, demo, lenderAdmin);
  await page.goto(demo.url);
  const receiver = `${demo.url}/demo/receiver/mine/ok`;
  await expect(page.getByText("0 of 4 steps done")).toBeVisible();
  await expect(page.getByText(receiver)).toBeVisible();
  await page.getByRole("link", { name: "Create webhook" }).click();
  await page.getByLabel("Name", { exact: true }).fill("My first webhook");
  await page.getByLabel("URL").fill(receiver);
  await page.getByLabel("Search event triggers").fill("Payment Reversed");
  await page.getByRole("checkbox", { name: /^Payment Reversed/ }).check();
  await page.getByRole("button", { name: "Save" }).click();
  const isCreated = async () =>
    (await call(demo, "GET", "/api/v1/webhooks")).body.items.some(
      ({ name }: { name: string }) => name === "My first webhook",
    );
  await expect.poll(isCreated).toBe(true);

  await page.goto(demo.url);
  const command = await page.getByText("curl -s").textContent();
  const body = JSON.parse(/--data-raw '(.*)'$/.exec(command ?? "")?.[1] ?? "") as {
    type: string;
    entityId: string;
  };
  expect(body).toMatchObject({ type: "PaymentReversed", entityId: "L-102" });
  await postEvent(demo, body);
  const findMyDelivery = async () => {
    const { items } = (await call(demo, "GET", "/api/v1/deliveries?entityId=L-102&eventType=PaymentReversed"))
      .body as { items: { traceId: string; webhookName: string; state: string }[] };
    return items.find(({ webhookName }) => webhookName === "My first webhook");
  };
  await expect.poll(async () => (await findMyDelivery())?.state).toBe("succeeded");
  await page.reload();
  await expect(page.getByText("3 of 4 steps done")).toBeVisible();
  await call(demo, "POST", `/api/v1/deliveries/${(await findMyDelivery())?.traceId}/resend`, {});
  await page.reload();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(page.getByRole("heading", { name: "First steps" })).toHaveCount(0);
});
