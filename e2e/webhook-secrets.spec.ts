import { call, createWebhook } from "./api";
import { expectAccessible } from "./axe";
import { expect, signIn, test } from "./fixtures";

test("the form names the secrets that are not sent to another host, and saving removes those not entered again", async ({
  system,
  receiver,
  page,
}) => {
  const { id } = await createWebhook(system, {
    name: "Moving",
    url: receiver.url("/old"),
    headers: { "X-Kept": "kept-value", "X-Left": "left-value" },
    authentication: { kind: "bearer", token: "the-token" },
  });
  const getSavedWebhook = async () => (await call(system, "GET", `/api/v1/webhooks/${id}`)).body;
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/${id}`);
  const url = page.getByLabel("URL", { exact: true });
  const alert = page.getByText("Saved secrets are not sent to another scheme, host or port");
  await url.fill(receiver.url("/new"));
  await expect(alert).toBeHidden();
  const urlOnOtherHost = receiver.url("/new").replace("127.0.0.1", "127.0.0.2");
  await url.fill(urlOnOtherHost);
  await expect(alert).toBeVisible();
  await expect(
    page.getByText("the value of X-Kept, the value of X-Left, the receiver authentication."),
  ).toBeVisible();
  await expectAccessible(page, "a form whose URL leads to another host");
  await page.getByLabel("Value of X-Kept").fill("for-the-new-host");
  await expect(
    page.getByText("when you save: the value of X-Left, the receiver authentication."),
  ).toBeVisible();

  await page.getByRole("button", { name: "Send test" }).click();
  await expect(
    page.getByText(
      /^These saved secrets were not sent because the URL has a different.*: X-Left, receiver authentication\.$/,
    ),
  ).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await expect(
    page.getByText(/The header X-Left was removed because the scheme, host or port/),
  ).toBeVisible();
  await expect(page.getByLabel("Value of X-Left")).toHaveCount(0);
  await expect(alert).toBeHidden();
  expect(await getSavedWebhook()).toMatchObject({
    url: urlOnOtherHost,
    headers: { "X-Kept": "********" },
    authentication: null,
  });

  await page.goto(`${system.url}/administration/integrations/webhooks/${id}/health`);
  await expect(
    page.getByText("Custom headers removed: X-Left (the URL has a different origin)"),
  ).toBeVisible();
});

test("after two rotations, the page says how long each previous key is still valid; a third rotation can expire both", async ({
  system,
  receiver,
  page,
}) => {
  const { id } = await createWebhook(system, { name: "Rotated", url: receiver.url() });
  for (const overlapHours of [48, 24]) {
    await call(system, "POST", `/api/v1/webhooks/${id}/rotate-key`, { overlapHours });
  }
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/${id}`);
  await expect(page.getByText(/^A previous key is still valid for/)).toBeVisible();
  await expect(page.getByText(/^An older previous key is still valid for/)).toBeVisible();
  await page.getByRole("button", { name: "Rotate key…" }).click();
  await page.getByLabel("Immediately expire the 2 previous keys that are still valid").check();
  await expectAccessible(page, "the dialog that rotates the key");
  await page.getByLabel("Overlap in hours").fill("0");
  await page.getByRole("button", { name: "Rotate key", exact: true }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(/is still valid for/)).toHaveCount(0);
  expect((await call(system, "GET", `/api/v1/webhooks/${id}`)).body.previousKeysValidUntil).toEqual([]);
});

test("rotating to the current key says that the key is not changed, and does not show it", async ({
  system,
  receiver,
  page,
}) => {
  const key = "the-key-that-the-receiver-has-already";
  const { id } = await createWebhook(system, { name: "Same key", url: receiver.url(), key });
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/${id}`);
  await page.getByRole("button", { name: "Rotate key…" }).click();
  await page.getByRole("textbox", { name: "New key" }).fill(key);
  await page.getByRole("button", { name: "Rotate key", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Key not changed" });
  await expect(dialog.getByText("This is already the key of this webhook.")).toBeVisible();
  await expect(dialog.getByText(key)).toHaveCount(0);
  await dialog.getByRole("button", { name: "Done" }).click();
});
