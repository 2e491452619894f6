import { call, createWebhook, postEvent, waitForState } from "./api";
import { findRowsWith } from "./attempted-delivery";
import { expect, signIn, test } from "./fixtures";
import { testUsers } from "./test-users";

test.use({ viewport: { width: 1280, height: 800 } });

test("the bar filters by several states, a period and the title of an event type, and its chips are removed by keyboard", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500 });
  const { id } = await createWebhook(system, {
    ...{ name: "Bar", url: receiver.url(), triggers: ["PaymentPosted", "LoanStatusChanged"] },
    retryDelays: [],
  });
  await postEvent(system, { type: "PaymentPosted", entityId: "BAR-1" });
  await waitForState(system, "BAR-1", "failed");
  await postEvent(system, { type: "LoanStatusChanged", entityId: "BAR-2" });
  await waitForState(system, "BAR-2", "held");
  const listed = await call(system, "GET", `/api/v1/deliveries?webhookId=${id}&state=failed&state=held`);
  expect(listed.body.items.map(({ entityId }: { entityId: string }) => entityId)).toEqual(["BAR-2", "BAR-1"]);

  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/deliveries?webhookId=${id}`);
  const bar = page.getByRole("search", { name: "Filters" });
  const chip = (label: string) => bar.locator("summary").filter({ hasText: new RegExp(`^${label}`) });
  const apply = () => bar.getByRole("button", { name: "Apply filters" }).click();
  expect((await bar.boundingBox())?.height).toBeLessThan(80);

  await chip("State").press("Enter");
  await bar.getByRole("checkbox", { name: "Failed" }).press("Space");
  await bar.getByRole("checkbox", { name: "Held" }).press("Space");
  await apply();
  await page.waitForURL(/state=failed,held/);
  await expect(chip("State")).toHaveText("State: Failed, Held");
  await expect(findRowsWith(page, /BAR-1/)).toContainText("500");
  await expect(page.getByText("The receiver responded with a server error (500).").first()).toBeVisible();

  await chip("Time").press("Enter");
  await bar.getByRole("link", { name: /^Since 18:00/ }).click();
  await page.waitForURL(/period=since-18:00/);
  await chip("Event type").click();
  await bar
    .getByRole("combobox", { name: "Event type" })
    .selectOption({ label: "Payment Posted to account" });
  await apply();
  await page.waitForURL(/eventType=PaymentPosted&state=failed,held&.*period=since-18:00/);
  await expect(findRowsWith(page, /BAR-2/)).toHaveCount(0);

  for (const label of ["Event type", "Time", "Webhook"]) {
    await bar.getByRole("link", { name: `Remove the filter ${label}` }).press("Enter");
    await expect(chip(label)).toHaveText(label);
    await expect(chip(label)).toBeFocused();
  }
  await page.waitForURL(`${system.url}/deliveries?state=failed,held`);
  await bar.getByRole("link", { name: "Group by cause" }).press("Enter");
  await page.waitForURL(/group=cause/);
  // Other tests of this system have failed deliveries too.
  await expect(
    page.getByRole("rowheader").filter({ hasText: /server error \(500\)\. \d+ deliver/ }),
  ).toBeVisible();
});

test("a user's filters are saved as a view, which leads to them, and can be deleted and restored", async ({
  system,
  page,
}) => {
  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/deliveries?state=failed&period=today`);
  const bar = page.getByRole("search", { name: "Filters" });
  const views = bar.locator("summary").filter({ hasText: /^Views/ });
  await views.click();
  await bar.getByRole("textbox", { name: "Save these filters as" }).fill("Failed today");
  await page.keyboard.press("Enter");
  await expect(views).toHaveText("Views: Failed today");

  await page.goto(`${system.url}/deliveries`);
  await views.click();
  await bar.getByRole("link", { name: "Failed today" }).click();
  await page.waitForURL("**/deliveries?state=failed&period=today");
  await views.click();
  await bar.getByRole("button", { name: "Delete the view Failed today" }).click();
  await expect(views).toHaveText("Views");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(views).toHaveText("Views: Failed today");

  await page.context().clearCookies();
  await signIn(page, system, testUsers.servicing);
  await page.goto(`${system.url}/deliveries?state=failed&period=today`);
  await expect(views).toHaveText("Views");
});
