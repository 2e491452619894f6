import type { Page } from "@playwright/test";
import { call } from "./api";
import { expectAccessible } from "./axe";
import { expect, signIn, test } from "./fixtures";
import type { System } from "./system";
import { buildMessage, createSource, sendMessage, sourceKey, sourcesPath } from "./test-source";

const entityPath = (entityId: string) => `/entities/Opportunity/${entityId}/timeline`;
const clickButton = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();

/** Opens the timeline of an entity again until it has an event. */
async function openTimelineWithEvent(page: Page, system: System, entityId: string) {
  const event = page.getByRole("heading", { level: 2, name: "Opportunity Updated" });
  await expect(async () => {
    await page.goto(`${system.url}${entityPath(entityId)}`);
    await expect(event).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
}

test("a source that is created in the browser makes an event of a message that PrecisionLender has signed", async ({
  system,
  page,
}) => {
  await signIn(page, system);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sources" }).click();
  await page.getByRole("link", { name: "New source" }).click();
  await clickButton(page, "Create source");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.getByLabel("Name", { exact: true }).fill("Pricing desk");
  await page.getByRole("radio", { name: "LoanPro" }).check();
  await expect(page.getByText("Anyone who has the URL can send")).toBeVisible();
  await page.getByRole("radio", { name: "PrecisionLender" }).check();
  await expect(page.getByText("Anyone who has the URL can send")).toHaveCount(0);
  await page.getByLabel("Key", { exact: true }).fill(sourceKey);
  await clickButton(page, "Create source");

  await expect(page.getByRole("heading", { name: "Source created" })).toBeVisible();
  await expect(page.locator(":focus")).toContainText("/in/");
  await expect(page.getByText("Waiting for the first message…")).toBeVisible();
  await expect(page.getByText(/^body=.*X-PL-Signature: \$signature/s)).toBeVisible();
  await expectAccessible(page, "the URL of a new source");
  const url = (await page.locator("code", { hasText: "/in/" }).first().textContent()) ?? "";

  expect(await sendMessage(url, buildMessage("OpportunityUpdated", "OPP-signed"))).toBe(200);
  await expect(page.getByText("A message has arrived and become an event.")).toBeVisible({ timeout: 20_000 });
  await page.getByRole("link", { name: "See the message" }).click();
  const row = page.getByRole("row", { name: /Event created/ });
  await expect(row).toBeVisible();
  await expect(page.getByText(url)).toHaveCount(0);
  await row.getByRole("link", { name: /^Event …/ }).click();
  await expect(page.getByRole("link", { name: "Pricing desk" })).toBeVisible();
  await expect(page.getByText("Not verified")).toHaveCount(0);
  await page.getByRole("link", { name: "OPP-signed" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Opportunity Updated" })).toBeVisible();
});

test("a message with a wrong signature is listed; taking it with a reason makes an event that says “Not verified”", async ({
  system,
  page,
}) => {
  const { id, url } = await createSource(system, "Forged");
  await signIn(page, system);
  await page.goto(`${system.url}${sourcesPath}/${id}/unverified`);
  await expect(page.getByText("Nothing is unverified")).toBeVisible();
  expect(await sendMessage(url, buildMessage("OpportunityUpdated", "OPP-forged"), "a wrong key")).toBe(401);
  await clickButton(page, /^Take… message/);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Take message" }).click();
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await dialog.getByLabel("Reason").fill("Confirmed by phone");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing is unverified")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  // The number in the tab is that of the listed messages.
  await expect(page.getByRole("link", { name: "Not verified", exact: true })).toBeVisible();
  await expect(page.getByText("1 refused in all")).toBeVisible();

  await openTimelineWithEvent(page, system, "OPP-forged");
  await expect(page.getByText("Not verified")).toBeVisible();
  await page.getByRole("link", { name: "Opportunity Updated" }).click();
  await expect(page.getByText("Not verified")).toBeVisible();
  await page.getByRole("link", { name: "message", exact: true }).click();
  await expect(page.getByText(/Reason: Confirmed by phone/)).toBeVisible();
  await page.goto(`${system.url}/events?entityId=OPP-forged`);
  await expect(page.getByRole("row", { name: /OPP-forged/ })).toContainText("Not verified");
});

test("a message of an unknown event type waits with its reason until it is mapped and taken again", async ({
  system,
  page,
}) => {
  const { id, url } = await createSource(system, "Unknown types");
  await signIn(page, system);
  await page.goto(`${system.url}${sourcesPath}/${id}/unmapped`);
  expect(await sendMessage(url, buildMessage("OpportunityWon", "OPP-won"))).toBe(200);
  const row = page.getByRole("row", { name: /Unmapped/ });
  await expect(row).toContainText("OpportunityWon", { timeout: 20_000 });

  await page.getByRole("link", { name: "Settings" }).click();
  await clickButton(page, "Add event type");
  await page.getByLabel("Name in the system").fill("OpportunityWon");
  await page.getByLabel("Event type for OpportunityWon").fill("OpportunityUpdated");
  await clickButton(page, "Save");
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Unmapped (1)" }).click();
  await row.getByRole("button", { name: /^Take again/ }).click();
  await expect(page.getByText("Nothing is unmapped")).toBeVisible({ timeout: 20_000 });
  await openTimelineWithEvent(page, system, "OPP-won");
});

test("an unmapped message can be taken with another event type and entity ID", async ({ system, page }) => {
  const { id, url } = await createSource(system, "Corrected by hand");
  await signIn(page, system);
  await page.goto(`${system.url}${sourcesPath}/${id}/unmapped`);
  expect(await sendMessage(url, buildMessage("OpportunityLost", "OPP-mistyped"))).toBe(200);
  await clickButton(page, /^Take with…/);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Event type").fill("OpportunityUpdated");
  await dialog.getByLabel("Entity ID").fill("OPP-corrected");
  await dialog.getByRole("button", { name: "Take message" }).click();
  await openTimelineWithEvent(page, system, "OPP-corrected");
});

test("after a message is taken from a list by keyboard, the focus is on the button of the next one", async ({
  system,
  page,
}) => {
  const { id, url } = await createSource(system, "By keyboard");
  await signIn(page, system);
  await page.goto(`${system.url}${sourcesPath}/${id}/unmapped`);
  for (const entityId of ["OPP-first", "OPP-second"])
    expect(await sendMessage(url, buildMessage("OpportunityLost", entityId))).toBe(200);
  const buttons = page.getByRole("button", { name: /^Take with…/ });
  await expect(buttons).toHaveCount(2);
  await buttons.first().press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Event type").fill("OpportunityUpdated");
  await dialog.getByLabel("Event type").press("Enter");
  await expect(buttons).toHaveCount(1);
  await expect(page.getByRole("row", { name: /Unmapped/ }).locator(":focus")).toHaveText(/^Take again/);
});

test("a source of LoanPro without a key warns that anyone can send; its first key is checked from then on", async ({
  system,
  page,
}) => {
  const settings = { name: "Without a key", system: "loanpro" };
  const { id, url } = (await call(system, "POST", "/api/v1/sources", settings)).body;
  const warning = page.getByText("Anyone who has the URL can send");
  await signIn(page, system);
  await page.goto(`${system.url}${sourcesPath}/${id}`);
  await expect(warning).toHaveCount(1);
  await expectAccessible(page, "a source that warns");
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByLabel("Verification", { exact: true })).toHaveValue("none");
  await expect(warning).toHaveCount(1);
  await clickButton(page, "Set key…");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/From then on, messages are verified with it/)).toBeVisible();
  await dialog.getByLabel("Key", { exact: true }).fill("the-key-in-the-header");
  await dialog.getByRole("button", { name: "Set key" }).click();
  await expect(page.getByLabel("Verification", { exact: true })).toHaveValue("header");
  await expect(page.getByLabel("Header", { exact: true })).toHaveValue("X-Source-Key");
  await expect(warning).toHaveCount(0);
  const body = JSON.stringify({
    eventName: "Payment Posted to account",
    context: { "loan-display-id": "L-1" },
  });
  const send = (key: string) => fetch(url, { method: "POST", headers: { "X-Source-Key": key }, body });
  expect((await send("another key")).status).toBe(401);
  expect((await send("the-key-in-the-header")).status).toBe(200);
});

test("a rotated URL is shown once, and the previous one stops working if there is no overlap", async ({
  system,
  page,
}) => {
  const { id, url } = await createSource(system, "Leaked");
  await signIn(page, system);
  await page.goto(`${system.url}${sourcesPath}/${id}`);
  await clickButton(page, "Rotate URL…");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Overlap in hours").fill("0");
  await dialog.getByRole("button", { name: "Rotate URL" }).click();
  await expect(dialog.getByText("URL rotated")).toBeVisible();
  const newUrl = (await dialog.locator("code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(newUrl)).toHaveCount(0);
  expect(newUrl).not.toBe(url);
  expect(await sendMessage(url, buildMessage("OpportunityUpdated", "OPP-leaked"))).toBe(404);
  expect(await sendMessage(newUrl, buildMessage("OpportunityUpdated", "OPP-leaked"))).toBe(200);
});
