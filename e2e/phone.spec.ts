import { createAttemptedDelivery, findSearchBox } from "./attempted-delivery";
import { expect, signIn, test } from "./fixtures";
import { testUsers } from "./test-users";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a row is a card with status, event and time first; a click opens its details in a sheet; the search is in the top bar", async ({
    system,
    receiver,
    page,
  }) => {
    const { delivery } = await createAttemptedDelivery(system, receiver.url(), "P-1");
    await signIn(page, system, testUsers.servicing);
    await page
      .getByRole("link", { name: /^Search/ })
      .filter({ visible: true })
      .click();
    await findSearchBox(page).fill("P-1");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/loans/P-1/webhooks");

    const table = page.getByRole("table");
    const row = table.getByRole("row").filter({ has: page.getByRole("rowheader") });
    const measureTop = async (name: string | RegExp) =>
      (await row.getByRole("cell", { name }).boundingBox())?.y ?? 0;
    const event = await row.getByRole("rowheader").boundingBox();
    const lineEnd = (event?.y ?? 0) + (event?.height ?? 0);
    expect(await measureTop("Delivered")).toBeLessThan(lineEnd);
    expect(await measureTop(/now|ago/)).toBeLessThan(lineEnd);
    expect(await measureTop(delivery.traceId)).toBeGreaterThanOrEqual(lineEnd);
    // It is still a table: each cell has the heading of its column.
    await expect(table.getByRole("columnheader", { name: "Trace ID" })).toBeAttached();

    await row.getByRole("cell", { name: "200" }).click();
    const sheet = page.getByRole("dialog", { name: "Details of attempt 1" });
    await expect(sheet).toContainText("SHA-256");
    await expect(page).toHaveURL(/open=/);
    await page.reload();
    await expect(sheet).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await expect(page).not.toHaveURL(/open=/);
    await expect(page.getByRole("link", { name: "Details of attempt 1" })).toBeFocused();
  });
});

test("a row opens on a click anywhere except on a control or to select text", async ({
  system,
  receiver,
  page,
}) => {
  const { delivery } = await createAttemptedDelivery(system, receiver.url(), "P-2");
  await signIn(page, system, testUsers.servicing);
  await page.goto(`${system.url}/deliveries?entityId=P-2`);
  const details = page.getByRole("link", { name: "Details of attempt 1" });
  const { x = 0, y = 0, height = 0 } = (await page.getByRole("rowheader").boundingBox()) ?? {};
  await page.mouse.move(x + 10, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + height / 2, { steps: 3 });
  await page.mouse.up();
  expect(await page.evaluate(() => getSelection()?.type)).toBe("Range");
  await page.getByRole("checkbox", { name: /^Select .* of Loan P-2/ }).click();
  await page.getByRole("button", { name: `Copy trace ID ${delivery.traceId}` }).click();
  await expect(details).toHaveAttribute("aria-expanded", "false");

  await page.goto(`${system.url}/events?entityId=P-2`);
  await page.getByRole("link", { name: "P-2", exact: true }).click();
  await page.waitForURL("**/loans/P-2/timeline");
  await page.goBack();
  const opened = page.context().waitForEvent("page");
  await page.getByRole("cell", { name: "1 delivered" }).click({ modifiers: ["ControlOrMeta"] });
  await (await opened).waitForURL("**/events/*");
  await page.getByRole("cell", { name: "1 delivered" }).click();
  await page.waitForURL("**/events/*");
});

test("a navigation that takes longer than 150 ms shows that it is loading", async ({ system, page }) => {
  await signIn(page, system, testUsers.viewer);
  let release: (() => void) | undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(
    (url) => url.pathname === "/deliveries" && url.searchParams.has("_rsc"),
    async (route) => {
      await released;
      await route.continue();
    },
  );
  const loading = page.getByText("Loading…", { exact: true });
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await expect(loading).toBeVisible();
  await expect(page).not.toHaveURL(/deliveries/);
  release?.();
  await page.waitForURL("**/deliveries");
  await expect(loading).toHaveCount(0);
});
