import { createWebhook, postEvent, waitForState } from "./api";
import { createAttemptedDelivery, findRowsWith, findSearchBox } from "./attempted-delivery";
import { expect, signIn, test } from "./fixtures";
import { testUsers } from "./test-users";

test("one search finds IDs and names, opens whole matches only, and works without JavaScript", async ({
  system,
  receiver,
  page,
  browser,
}) => {
  await createWebhook(system, { name: "Night feed", url: receiver.url(), triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "H-4" });
  const delivery = await waitForState(system, "H-4", "succeeded");
  await signIn(page, system, testUsers.servicing);
  const expectSearchToOpen = async (text: string, path: string | RegExp) => {
    await page.goto(`${system.url}/deliveries`);
    await page.keyboard.press("/");
    await expect(findSearchBox(page)).toBeFocused();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await page.waitForURL(path);
  };
  await expectSearchToOpen("H-4", "**/loans/H-4/webhooks");
  await expectSearchToOpen(delivery.traceId, `**/deliveries/${delivery.traceId}`);
  await expectSearchToOpen(delivery.attempts[0]?.id ?? "", `**/deliveries/${delivery.traceId}?open=*`);
  await expectSearchToOpen("failed since 18:00", "**/deliveries?state=failed&period=since-18:00");
  await expectSearchToOpen("night fe", "**/search?q=night%20fe");
  await expect(page.getByRole("link", { name: "Night feed" })).toBeVisible();
  await expectSearchToOpen("nobody", "**/search?q=nobody");
  await expect(page.getByRole("link", { name: "Open loan nobody" })).toBeVisible();

  await page.keyboard.press("/");
  await page.keyboard.type("NIGHT");
  const option = page.getByRole("option", { name: "Night feed" });
  await expect(option).toHaveAttribute("aria-selected", "false");
  await expect(page.getByRole("option", { selected: true })).toHaveText("All results for “NIGHT”");
  await findSearchBox(page).fill(`…${delivery.traceId.slice(-6)}`);
  await expect(page.getByRole("group", { name: "Deliveries" }).getByRole("option")).toContainText("H-4");
  await expect(page.getByRole("status").filter({ hasText: "Older ones" })).toBeVisible();
  await findSearchBox(page).fill("payment posted to");
  await expect(page.getByRole("group", { name: "Event types" }).getByRole("option").first()).toBeVisible();
  await findSearchBox(page).fill("night");
  await expect(option).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/deliveries\?webhookId=/);

  const cookies = await page.context().cookies();
  const contextWithoutScript = await browser.newContext({ javaScriptEnabled: false });
  await contextWithoutScript.addCookies(cookies);
  const pageWithoutScript = await contextWithoutScript.newPage();
  await pageWithoutScript.goto(`${system.url}/search`);
  await pageWithoutScript.getByRole("textbox", { name: "Search for" }).fill("H-4");
  await pageWithoutScript.getByRole("button", { name: "Search" }).click();
  await pageWithoutScript.waitForURL("**/loans/H-4/webhooks");
  await contextWithoutScript.close();
});

test("rows, palette and help have keyboard shortcuts; single-key shortcuts can be turned off", async ({
  system,
  receiver,
  page,
}) => {
  await createAttemptedDelivery(system, receiver.url(), "H-5");
  await signIn(page, system, testUsers.servicing);
  await page.goto(`${system.url}/loans/H-5/webhooks`);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const details = page.getByRole("link", { name: "Details of attempt 1" });
  await expect(details).toBeFocused();
  await page.keyboard.press("x");
  await page.waitForURL("**open=*");
  await expect(details).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("r");
  await expect(page.getByRole("dialog")).toContainText("Resend “");
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await findSearchBox(page).fill("deliv");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/deliveries");

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await page.reload();
  await page.keyboard.press("?");
  await page.keyboard.press("/");
  await expect(findSearchBox(page)).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search" })).toBeVisible();
});

test("on hover and focus, a time is shown in the user's zone, the lender's zone, UTC and ISO format; the selected zone is kept", async ({
  system,
  receiver,
  page,
}) => {
  await createAttemptedDelivery(system, receiver.url(), "H-6");
  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/loans/H-6/webhooks`);
  const time = findRowsWith(page, /Failed|Delivered/).getByRole("button", { name: /now|ago/ });
  const tooltip = page.getByRole("tooltip");
  await time.hover();
  await expect(tooltip).toContainText("UTC");
  await page.mouse.move(0, 0, { steps: 5 });
  await expect(tooltip).toHaveCount(0);
  await time.focus();
  await expect(tooltip).toContainText(/Yours.*Lender.*UTC.*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /viewer/i }).click();
  const saveResponse = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("menuitemradio", { name: "UTC", exact: true }).click();
  await saveResponse;
  await page.reload();
  await page.getByText("Filters", { exact: true }).click();
  await page.getByText("Time", { exact: true }).click();
  await expect(page.getByLabel("From (UTC)")).toBeVisible();
  await page.getByRole("button", { name: /viewer/i }).click();
  await expect(page.getByRole("menuitemradio", { name: "UTC", exact: true })).toBeChecked();
});
