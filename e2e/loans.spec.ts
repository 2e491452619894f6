import type { Page } from "@playwright/test";
import { call, createWebhook, postEvent, waitForState } from "./api";
import { findRowsWith, findSearchBox } from "./attempted-delivery";
import { expect, signIn, test } from "./fixtures";
import type { System } from "./system";
import { testUsers } from "./test-users";

const findSummary = (page: Page) => page.getByRole("region", { name: "Summary" });

/** Opens the list of loans and waits until it has this loan: events are recorded in it after they were accepted. */
async function openListWith(page: Page, system: System, loanId: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${system.url}/loans`);
    await expect(page.getByRole("link", { name: loanId, exact: true })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
}

test("a loan's page answers in sentences before any row, and a resend of an old delivery stands on top", async ({
  system,
  receiver,
  page,
}) => {
  const failing = { triggers: ["AutopayFailed"], retryDelays: [], name: "Collections agency" };
  await createWebhook(system, { ...failing, url: receiver.url("/agency") });
  await createWebhook(system, {
    url: receiver.url("/core"),
    triggers: ["PaymentPosted"],
    name: "Core servicer feed",
  });
  receiver.respond({ status: 500 });
  await postEvent(system, { type: "AutopayFailed", entityId: "A-1" });
  const failed = await waitForState(system, "A-1", "failed");
  receiver.respond({ status: 200 });
  await postEvent(system, { type: "PaymentPosted", entityId: "A-1" });
  await receiver.waitFor(2);

  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(page, system, testUsers.servicing);
  await page.goto(`${system.url}/loans/A-1/webhooks`);
  const summary = findSummary(page);
  await expect(summary).toContainText(
    /Payment Posted to account, \d\d? \w+ \d{4}, \d\d:\d\d [^:]+: delivered to Core servicer feed \(200, \d\d:\d\d:\d\d\)\./,
  );
  await expect(summary).toContainText(
    /Not delivered: Autopay Failed to Collections agency, failed permanently after 1 attempt \(500\); the webhook is Paused since \d\d:\d\d\./,
  );
  const counts = page.getByRole("list", { name: "Deliveries by state" });
  await expect(counts.getByRole("listitem")).toHaveText([/^1\s*Failed$/, /^1\s*Delivered$/]);
  const dataRows = page.locator("tbody tr");
  expect((await dataRows.first().boundingBox())?.y).toBeLessThanOrEqual(360);
  await expect(dataRows.first()).toContainText("Payment Posted");

  await findRowsWith(page, /Autopay Failed/)
    .getByRole("button", { name: /Resend…/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Resend 1 webhook" }).click();
  // The row stays where the user is working, and the answer follows.
  await expect(findRowsWith(page, /manual/)).toContainText("Delivered");
  await expect(dataRows.first()).toContainText("Payment Posted");
  await expect(summary).not.toContainText("Not delivered");
  await expect(summary).toContainText("All 2 deliveries were delivered.");
  await page.reload();
  await expect(dataRows.first()).toContainText(/Autopay Failed.*manual/);
  const { body } = await call(system, "GET", `/api/v1/deliveries/${failed.traceId}`);
  expect(body.state).toBe("succeeded");
});

test("the list of loans shows the states of their deliveries; a loan is found whatever the case and spaces of its ID", async ({
  system,
  receiver,
  page,
}) => {
  await createWebhook(system, { url: receiver.url(), triggers: ["PaymentPosted"], name: "Core" });
  await postEvent(system, { type: "PaymentPosted", entityId: "Find-Me-7" });
  await waitForState(system, "Find-Me-7", "succeeded");
  await postEvent(system, { type: "LoanStatusChanged", entityId: "quiet-7" });
  await signIn(page, system, testUsers.viewer);
  await openListWith(page, system, "quiet-7");
  await expect(findRowsWith(page, /quiet-7/)).toContainText("No webhook matched");
  await expect(findRowsWith(page, /Find-Me-7/)).toContainText(/1\s*Delivered/);
  await expect(findRowsWith(page, /Find-Me-7/)).toContainText("Payment Posted");

  await page.getByLabel("Loan ID").fill("  find-me-7 ");
  await page.getByRole("button", { name: "Open" }).click();
  await page.waitForURL("**/loans/find-me-7/webhooks");
  await expect(page.locator("main")).toContainText(
    "No event has named loan find-me-7. This ID is spelled differently:",
  );
  await page.getByRole("link", { name: "Find-Me-7", exact: true }).click();
  await page.waitForURL("**/loans/Find-Me-7/webhooks");
  await expect(findSummary(page)).toContainText("delivered to Core (200");

  // The search box does not jump to another spelling either.
  await page.keyboard.press("/");
  await findSearchBox(page).fill("FIND-ME-7");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=FIND-ME-7");
  await expect(page.getByRole("link", { name: "Find-Me-7", exact: true })).toBeVisible();

  // An exact ID wins.
  await postEvent(system, { type: "LoanStatusChanged", entityId: "find-me-7" });
  await page.goto(`${system.url}/loans?loanId=find-me-7`);
  await page.waitForURL("**/loans/find-me-7/webhooks");
  await expect(findSummary(page)).toContainText("Loan Status Changed");
  await expect(findSummary(page)).toContainText("sent to no webhook, because none matched");
});

test("an ID that no event has named says so, on the history and the timeline of any entity", async ({
  system,
  page,
}) => {
  await signIn(page, system, testUsers.viewer);
  for (const path of ["webhooks", "timeline"]) {
    await page.goto(`${system.url}/loans/nobody-7/${path}`);
    await expect(page.getByText("No event has named loan nobody-7", { exact: true })).toBeVisible();
    await page.goto(`${system.url}/entities/Opportunity/%20nobody-7/${path}`);
    await expect(page.getByText("No event has named Opportunity nobody-7", { exact: true })).toBeVisible();
    await page.goto(`${system.url}/entities/Opportunity/${"x".repeat(300)}/${path}`);
    await expect(page.getByText(/^No event has named Opportunity x+$/)).toBeVisible();
  }
  await page.getByRole("link", { name: /See all deliveries/ }).click();
  await page.waitForURL(/\/deliveries\?entityType=/);
});
