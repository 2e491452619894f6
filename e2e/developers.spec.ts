import { createHmac } from "node:crypto";
import { call, createWebhook } from "./api";
import { insertApiKey } from "./api-key";
import { expect, signIn, test } from "./fixtures";

test("the reference keeps its filter in the URL, opens the linked operation, and sends requests with a key that it does not store", async ({
  system,
  receiver,
  page,
}) => {
  await createWebhook(system, { url: receiver.url(), name: "Tried in the reference" });
  await signIn(page, system);
  await page.getByRole("link", { name: "Developers" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Developers" })).toBeVisible();
  const { paths } = await (await fetch(`${system.url}/api/v1/openapi.json`)).json();
  const count = Object.values<object>(paths).flatMap((methods) => Object.keys(methods)).length;
  await expect(page.getByText(`${count} calls.`)).toBeVisible();
  expect(await page.locator("*").count()).toBeLessThan(2_000);

  await page.getByRole("searchbox", { name: "Filter calls" }).fill("webhooks GET");
  await page.getByRole("searchbox", { name: "Filter calls" }).press("Enter");
  await page.waitForURL("**/developers?q=webhooks+GET");
  await expect(page.locator("#createWebhook")).toHaveCount(0);

  await page.goto(`${system.url}/developers#listWebhooks`);
  const list = page.locator("#listWebhooks");
  await expect(list.getByRole("heading", { name: "Try it" })).toBeVisible();
  await list.getByRole("button", { name: "Send" }).click();
  await expect(list.getByText("Enter an API key first.")).toBeVisible();
  await page
    .getByLabel("API key for requests from this page")
    .fill(await insertApiKey(system, ["webhooks:read"]));
  await list.getByRole("button", { name: "Send" }).click();
  await expect(list.getByText("Tried in the reference")).toBeVisible();
  await expect(list.getByText(/^in \d+ ms$/)).toBeVisible();

  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await page.reload();
  await expect(page.getByLabel("API key for requests from this page")).toHaveValue("");
});

test("a request that changes data is prefilled with the documented example and must be confirmed; if it is rejected, the error code is shown", async ({
  system,
  receiver,
  page,
}) => {
  const { id } = await createWebhook(system, { url: receiver.url() });
  await signIn(page, system);
  await page.goto(`${system.url}/developers#updateWebhook`);
  await page.getByLabel("API key for requests from this page").fill(system.apiKey);
  const update = page.locator("#updateWebhook");
  // This is the response to the request. The documented responses on the page contain the same text.
  const response = update.locator("[aria-live=polite]");
  await expect(update.getByRole("textbox", { name: "Body" })).toHaveValue(/"state": "disabled"/);
  await update.getByLabel("webhookId").fill(id);
  await update.getByRole("button", { name: "Send…" }).click();
  expect((await call(system, "GET", `/api/v1/webhooks/${id}`)).body.state).toBe("enabled");
  await page.getByRole("dialog").getByRole("button", { name: "Send PATCH" }).click();
  await expect(response.getByText("200", { exact: true })).toBeVisible();
  expect((await call(system, "GET", `/api/v1/webhooks/${id}`)).body.state).toBe("disabled");

  await update.getByRole("textbox", { name: "Body" }).fill('{"state": "paused"}');
  await update.getByRole("button", { name: "Send…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send PATCH" }).click();
  await expect(response.getByText("validation_failed")).toBeVisible();
});

test("an operation in the reference opens and closes with the Enter key", async ({ system, page }) => {
  await signIn(page, system);
  await page.goto(`${system.url}/developers?q=health`);
  const health = page.locator("#health");
  await health.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  await expect(health).toHaveAttribute("open", "");
  await page.keyboard.press("Enter");
  await expect(health).not.toHaveAttribute("open", "");
});

test("snippets use the webhook's signature header; checking a pasted request shows that it is valid or explains the error", async ({
  system,
  receiver,
  page,
}) => {
  const { key } = await createWebhook(system, {
    url: receiver.url(),
    name: "Verified by hand",
    signatureHeader: "X-Bank-Signature",
    signatureEncoding: "hex",
  });
  await signIn(page, system);
  await page.goto(`${system.url}/developers/verify`);
  await page.getByRole("link", { name: /Verified by hand/ }).click();
  await expect(page.getByRole("tab")).toHaveCount(8);
  await expect(
    page.getByText('["x-bank-signature", "x-bank-signature-previous", "x-bank-signature-previous-2"'),
  ).toBeVisible();
  await page.getByRole("tab", { name: "Go" }).click();
  await expect(
    page.getByText('"X-Bank-Signature", "X-Bank-Signature-Previous", "X-Bank-Signature-Previous-2"'),
  ).toBeVisible();
  expect(await page.content()).not.toContain(key);

  const body = '{"id":"1"}';
  const signature = createHmac("sha256", key).update(body).digest("hex");
  const check = async (headers: string, text: string) => {
    await page.getByLabel("Headers").fill(headers);
    await page.getByLabel("Body", { exact: true }).fill(text);
    await page.getByRole("button", { name: "Check signature" }).click();
  };
  await check(`Content-Type: application/json\nX-Bank-Signature: ${signature}`, body);
  await expect(page.getByText("Valid signature", { exact: true })).toBeVisible();
  await check(`X-Bank-Signature: ${signature}`, `${body}\n`);
  await expect(page.getByText("starts or ends with whitespace")).toBeVisible();
  await check("X-Other: 1", body);
  await expect(
    page.getByText("The header X-Bank-Signature, which carries the signature, is missing"),
  ).toBeVisible();
  await check("", body);
  await expect(page.getByText("Paste the headers, one on each line.")).toBeVisible();
});
