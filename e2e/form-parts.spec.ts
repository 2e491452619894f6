import { call, createWebhook } from "./api";
import { expectAccessible } from "./axe";
import { expect, signIn, test } from "./fixtures";

const webhooksPath = "/administration/integrations/webhooks";

test("the form fits into 1,200 px at 1440, and Save is fewer than 20 tab stops after Name", async ({
  system,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/new`);
  const preview = page.getByRole("group", { name: "Previewed request" });
  await expect(preview).toContainText("eventName");
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1_200);

  await page.getByLabel("Search event triggers").fill("payment posted");
  await page.getByRole("checkbox", { name: /^Payment Posted to account/ }).check();
  await page.getByLabel("Name", { exact: true }).focus();
  const save = page.getByRole("button", { name: "Save" });
  const isSaveFocused = () => save.evaluate((button) => button === document.activeElement);
  let stops = 0;
  for (; stops < 40 && !(await isSaveFocused()); stops += 1) await page.keyboard.press("Tab");
  expect(stops).toBeLessThan(20);
  // The column beside the form stays in sight.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(page.getByRole("figure")).toBeInViewport({ ratio: 1 });
  await expect(preview).toBeInViewport();
});

test("breadcrumbs have an arrow between two levels, and none at the end", async ({ system, page }) => {
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/new`);
  const levels = page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("listitem");
  await expect(levels).toHaveText(["Administration", "Integrations", "Webhooks Configurations"]);
  await expect(levels.first().locator("svg")).toHaveCount(1);
  await expect(levels.last().locator("svg")).toHaveCount(0);
});

test("the tree of event types is one tab stop, in which the arrow keys move, open and close", async ({
  system,
  page,
}) => {
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/new`);
  const tree = page.getByRole("list", { name: "Event types" });
  const focused = tree.locator(":focus");
  await page.getByLabel("Search event triggers").focus();
  await page.keyboard.press("Tab");
  await expect(tree.getByRole("checkbox").first()).toBeFocused();
  const firstBranch = tree.getByRole("button").first();
  await expect(firstBranch).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowLeft");
  await expect(firstBranch).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowRight");
  await expect(firstBranch).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowRight");
  await expect(tree.getByRole("checkbox").nth(1)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(focused).toBeChecked();
  await page.keyboard.press("End");
  await expect(tree.getByRole("checkbox").last()).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(focused).toHaveCount(0);
  await page.keyboard.press("Shift+Tab");
  await expect(tree.getByRole("checkbox").last()).toBeFocused();
});

test("a folded section opens by itself if it has an error or a setting that differs from the default", async ({
  system,
  receiver,
  page,
}) => {
  const { id } = await createWebhook(system, { name: "Unusual", url: receiver.url(), retryDelays: [7] });
  const section = (title: string) => page.locator("details").filter({ hasText: `${title}:` });
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/new`);
  for (const title of ["Request", "Retries", "Failure policy", "Delivery", "State and owner"])
    await expect(section(title), title).not.toHaveAttribute("open");
  await expect(section("Delivery").locator("summary")).toHaveText(
    "Delivery: Timeout 15 s, success is exactly 200 OK, no rate limit, no sequence numbers, in any order.",
  );

  await page.goto(`${system.url}${webhooksPath}/${id}`);
  await expect(page.getByLabel("Retry 1", { exact: true })).toBeVisible();
  await expect(section("Retries").locator("summary")).toHaveText(
    "Retries: Sent immediately, then 1 retry after 7 s.",
  );
  await expect(section("Delivery")).not.toHaveAttribute("open");
  await section("Delivery").locator("summary").click();
  const timeout = page.getByLabel("Timeout in seconds");
  await timeout.fill("600");
  await section("Delivery").locator("summary").click();
  for (let tries = 0; tries < 2; tries += 1) {
    await expect(timeout).toBeHidden();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(timeout).toBeFocused();
    await expect(timeout).toBeInViewport({ ratio: 1 });
    await section("Delivery").locator("summary").click();
  }
});

test("required fields are announced, and a test shows what was sent beside what came back", async ({
  system,
  receiver,
  page,
}) => {
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/new`);
  for (const name of ["Name", "URL", "Key"])
    await expect(page.getByRole("textbox", { name, exact: true })).toHaveAttribute("aria-required", "true");
  receiver.respond({ status: 422, headers: { "X-Reason": "unknown loan" }, body: "no such loan" });
  await page.getByLabel("URL").fill(receiver.url("/beside"));
  await page.getByRole("button", { name: "Send test" }).click();
  const sent = page.getByRole("group", { name: "Request" });
  const cameBack = page.getByRole("group", { name: "Response" });
  await expect(sent).toContainText(`POST ${receiver.url("/beside")}`);
  await expect(sent).toContainText("X-PL-Signature");
  await expect(sent).toContainText('"eventName"');
  await expect(cameBack).toContainText(/Response 422.*unknown loan.*no such loan/s);
  const [left, right] = await Promise.all([sent.boundingBox(), cameBack.boundingBox()]);
  expect(left?.y).toBe(right?.y);
  const column = page.getByRole("complementary", { name: "Test, preview and retry times" });
  await expect(column).toContainText("Failed: response 422 after");
  await page.getByLabel("URL").fill(receiver.url("/changed"));
  await expect(column).toContainText("The settings have changed since.");
});

test("a created webhook leads on: the key is shown once, an event is simulated, and its signature verified", async ({
  system,
  receiver,
  page,
}) => {
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/new`);
  await page.getByLabel("Name", { exact: true }).fill("Led on");
  await page.getByLabel("URL").fill(receiver.url("/led-on"));
  const key = await page.getByLabel("Key", { exact: true }).inputValue();
  await page.getByLabel("All events").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Webhook created: what to do next")).toBeFocused();
  await expect(page.locator("code").filter({ hasText: key })).toBeVisible();
  await expectAccessible(page, "what to do after a webhook was created");
  await page.getByRole("button", { name: "Send simulated event" }).click();
  await expect(page.getByText("Queued")).toBeVisible();
  const [request] = await receiver.waitFor(1);
  expect(request?.url).toBe("/led-on");
  await page.getByRole("link", { name: "Verify the signature" }).click();
  await expect(page.getByRole("heading", { name: "Check a request" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Receiver", exact: true })).toBeVisible();
  await expect(page.getByText("what to do next")).toHaveCount(0);
  await expect(page.getByText(key)).toHaveCount(0);
  const { items } = (await call(system, "GET", "/api/v1/webhooks")).body;
  expect(items).toHaveLength(1);
});
