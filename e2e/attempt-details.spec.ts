import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import pg from "pg";
import { call, createWebhook, fetchDelivery, postEvent, waitForState } from "./api";
import { createAttemptedDelivery } from "./attempted-delivery";
import { expect, signIn, test, testWithDemo } from "./fixtures";
import type { System } from "./system";
import { testUsers } from "./test-users";

test("an attempt shows addresses, timing, headers, sizes, the body's hash and that the response was truncated", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500, headers: { "X-Node": "seven" }, body: "x".repeat(20_000) });
  const { delivery } = await createAttemptedDelivery(system, receiver.url("/full"), "K-1");
  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/loans/K-1/webhooks?open=${delivery.attempts[0]?.id}`);
  const details = page.locator("tr[id^=details]");
  const findFact = (name: string) => details.locator("dl > div", { hasText: name }).locator("dd").first();
  await expect(findFact("Sender IP address")).toHaveText("127.0.0.1");
  await expect(findFact("Destination IP address")).toHaveText("127.0.0.1");
  await expect(details.getByText(`POST ${receiver.url("/full")}`)).toBeVisible();
  await expect(findFact("Response time")).toContainText(/^\d+ ms/);
  await expect(findFact("Response time")).toContainText(/Connect \d+ ms.*First byte \d+ ms/);
  await expect(details.getByText("x-pl-signature:")).toBeVisible();
  await expect(details.getByText("seven")).toBeVisible();
  await expect(details.getByText("16,384 bytes stored (truncated)")).toBeVisible();
  const body = receiver.requests[0]?.body ?? Buffer.of();
  await expect(details.getByText(`${body.length} bytes`, { exact: true })).toBeVisible();
  const sha256 = createHash("sha256").update(body).digest("hex");
  await expect(details.getByText(`SHA-256 ${sha256}`)).toBeVisible();
  await details.getByRole("tab", { name: "Raw" }).click();
  await expect(details.getByText(String(body), { exact: true })).toBeVisible();
  for (const part of ["request", "response"])
    await expect(details.getByRole("link", { name: `Download ${part}` })).toBeVisible();
});

test("an attempt that found its kept-alive connection closed is shown as reconnected", async ({
  system,
  receiver,
  page,
}) => {
  const knownSockets = new WeakSet<object>();
  receiver.respond((_request, { socket }) => {
    if (!socket || knownSockets.has(socket)) return void socket?.resetAndDestroy();
    knownSockets.add(socket);
    return { status: 200 };
  });
  await createWebhook(system, { url: receiver.url("/kept"), triggers: ["PaymentPosted"], retryDelays: [] });
  let sentCount = 0;
  const sendOne = async () => {
    sentCount += 1;
    await postEvent(system, { type: "PaymentPosted", entityId: `K-2${sentCount}` });
    const { attempts } = await waitForState(system, `K-2${sentCount}`, "succeeded");
    expect(attempts).toHaveLength(1);
    return attempts[0];
  };
  await sendOne();
  // The worker keeps a connection open for four seconds. On a busy machine, the next event can come later; then one more is sent.
  await expect(async () => expect(await sendOne()).toHaveProperty("timing.reconnectedMs")).toPass();
  await signIn(page, system, testUsers.viewer);
  const { attempts } = await fetchDelivery(system, `K-2${sentCount}`);
  await page.goto(`${system.url}/loans/K-2${sentCount}/webhooks?open=${attempts[0]?.id}`);
  await expect(page.locator("tr[id^=details] dl > div", { hasText: "Reconnected." })).toBeVisible();
});

/** Replaces the delivery's frozen body with one that contains a one-time code, as the bodies of some dialects do. */
async function freezeBodyWithCode(system: System, traceId: string, code: string) {
  const body = Buffer.from(JSON.stringify({ id: traceId, data: { code } }));
  const database = new pg.Client({ connectionString: system.databaseUrl });
  await database.connect();
  const update = database.query("UPDATE bodies SET bytes = $1 WHERE id = $2", [body, traceId]);
  await update.finally(() => database.end());
}

test("one-time codes and custom headers are masked, in the curl command too; downloading a body with a code needs a permission and is audited", async ({
  system,
  receiver,
  page,
}) => {
  const [code, secret] = ["428913", "top-secret-token"];
  receiver.respond(({ body }) => ({ status: 500, body: `got ${body}` }));
  await createWebhook(system, {
    url: receiver.url(),
    triggers: ["WB_Send_Otp"],
    retryDelays: [3_600],
    headers: { "X-Api-Key": secret },
  });
  await postEvent(system, { type: "WB_Send_Otp", entityId: "K-2", data: { code } });
  await expect.poll(async () => (await fetchDelivery(system, "K-2")).attempts.length).toBe(1);
  const { traceId } = await fetchDelivery(system, "K-2");
  await freezeBodyWithCode(system, traceId, code);
  const { attemptId } = (await call(system, "POST", `/api/v1/deliveries/${traceId}/resend`)).body;
  await expect.poll(async () => (await fetchDelivery(system, "K-2")).attempts[1]?.outcome).toBe("failed");
  expect(receiver.requests[1]).toMatchObject({ headers: { "x-api-key": secret } });
  expect(String(receiver.requests[1]?.body)).toContain(code);

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, system, testUsers.viewer);
  for (const path of [`/deliveries/${traceId}`, "/entities/Customer/K-2/webhooks"]) {
    const html = await (await page.goto(`${system.url}${path}?open=${attemptId}`))?.text();
    for (const text of [html, await page.content()]) {
      expect(text).toContain("******");
      expect(text).not.toContain(code);
      expect(text).not.toContain(secret);
    }
  }
  await expect(page.getByText('"code": "******"').first()).toBeVisible();
  await expect(page.locator("dt", { hasText: /^x-api-key:$/i }).locator("+ dd")).toHaveText("********");
  await page.getByRole("button", { name: "Copy as curl" }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(/-H 'x-api-key: '"\$X_API_KEY"/i);
  expect(command).toContain("First download the request body");
  const download = (browser: Page) => browser.request.get(`${system.url}/attempts/${attemptId}/request-body`);
  expect((await download(page)).status()).toBe(403);

  await page.context().clearCookies();
  await signIn(page, system);
  expect(await (await download(page)).text()).toContain(code);
  await page.goto(`${system.url}/administration/audit?action=delivery.code-revealed`);
  await expect(page.getByText(`body of the delivery ${traceId} that contains a one-time code`)).toBeVisible();
});

test("a one-time code is masked in a form like Fineract's, and in a URL", async ({
  system,
  receiver,
  page,
}) => {
  const code = "428913";
  receiver.respond(({ body, url }) => ({ status: 500, body: `got ${body} at ${url}` }));
  const sharedSettings = { triggers: ["WB_Send_Otp"], retryDelays: [3_600] };
  const form = { dialect: "fineract", options: { contentType: "form" }, url: receiver.url() };
  await createWebhook(system, { ...sharedSettings, ...form });
  const url = `${receiver.url("/otp")}?pin={{ data.code }}`;
  await createWebhook(system, { ...sharedSettings, dialect: "loanpro", url });
  await postEvent(system, { type: "WB_Send_Otp", entityId: "K-3", data: { code } });
  await receiver.waitFor(2);
  await signIn(page, system, testUsers.viewer);
  const { items } = (await call(system, "GET", "/api/v1/deliveries?entityId=K-3")).body;
  expect(items).toHaveLength(2);
  for (const { traceId } of items) {
    await page.goto(`${system.url}/deliveries/${traceId}?open=${traceId}`);
    await expect(page.getByText("got ").first()).toContainText("******");
    expect(await page.content()).not.toContain(code);
    const download = await page.request.get(`${system.url}/deliveries/${traceId}/body`);
    expect(download.status()).toBe(403);
    expect(await download.text()).not.toContain(code);
  }
});

const labelByState: Record<string, string> = {
  succeeded: "Delivered",
  failed: "Failed",
  held: "Held",
  discarded: "Discarded",
  pending: "Retrying",
};

testWithDemo("in forced-colors mode each status is still an icon and a label", async ({ demo, page }) => {
  await signIn(page, demo);
  await page.emulateMedia({ forcedColors: "active" });
  for (const [state, label] of Object.entries(labelByState)) {
    await page.goto(`${demo.url}/deliveries?state=${state}`);
    const badge = page.locator("tbody span:has(> svg)", { hasText: new RegExp(`^${label}$`) }).first();
    await expect(badge, state).toBeVisible();
    const { icon, text, background } = await badge.evaluate((element) => {
      const svg = element.querySelector("svg");
      return {
        icon: svg ? getComputedStyle(svg).stroke : "",
        text: getComputedStyle(element).color,
        background: getComputedStyle(element).backgroundColor,
      };
    });
    expect(icon, `the icon of ${state} is drawn in the color of the text`).toBe(text);
    expect(background, state).not.toBe(text);
  }
});
