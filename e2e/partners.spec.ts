import type { Page } from "@playwright/test";
import { call, createWebhook, postEvent, waitForState } from "./api";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import type { System } from "./system";
import { makePartner } from "./test-partner";

const test = createTestWithOwnSystem();

const guid = "3f2b8a54-9c1e-4d07-8f6a-2b5f0c9d1e77";
const administrationUrl = (system: System, path: string) => `${system.url}/administration/${path}`;
const clickButton = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Follows a link and waits for its page, because both pages have a field Name. */
async function followLink(page: Page, link: string, heading: string) {
  await page.getByRole("link", { name: link, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
}

test("the lender creates a partner with a GUID, then the partner's webhook, user and API key, and renames the partner", async ({
  system,
  receiver,
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, system);
  await page.goto(administrationUrl(system, "integrations/partners"));
  await expect(page.getByText("No partners yet")).toBeVisible();
  await followLink(page, "New partner", "New partner");
  await page.getByLabel("GUID").fill("not a GUID");
  await clickButton(page, "Create partner");
  await expect(page.getByText("Enter a name.")).toBeVisible();
  await expect(page.getByText(/^Enter a GUID such as/)).toBeVisible();
  await page.getByLabel("Name").fill("Fernbrook");
  await page.getByLabel("GUID").fill(guid);
  await clickButton(page, "Create partner");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fernbrook");

  await followLink(page, "New webhook", "New Generic Webhook Configuration");
  await expect(page.getByLabel("Partner")).toHaveValue(guid);
  await page.getByLabel("Name", { exact: true }).fill("Fernbrook feed");
  await page.getByLabel("URL").fill(receiver.url());
  await page.getByRole("checkbox", { name: "All events" }).check();
  await clickButton(page, "Save");
  await expect(page.getByText("Webhook created.")).toBeVisible();
  await followLink(page, "Fernbrook", "Fernbrook");

  await followLink(page, "Add user", "Add user");
  await page.getByLabel("Name", { exact: true }).fill("Fern");
  await page.getByLabel("E-mail address").fill("fern@fernbrook.example");
  await page.getByLabel("Role", { exact: true }).selectOption({ label: "Viewer" });
  await clickButton(page, "Add user");
  await expect(page.getByText("Fern can sign in now")).toBeVisible();

  await page.goto(administrationUrl(system, `integrations/partners/${guid}`));
  await followLink(page, "New API key", "New API key");
  await page.getByLabel("Name").fill("Fernbrook core");
  await page.getByLabel("Read events, deliveries, attempts, jobs and incidents").check();
  await clickButton(page, "Create API key");
  const key = (await page.locator("code").textContent()) ?? "";

  await postEvent(system, { type: "PaymentPosted", entityId: "fern-1", partnerId: guid });
  await postEvent(system, { type: "PaymentPosted", entityId: "nobody-1" });
  await waitForState(system, "fern-1", "succeeded");
  const seenDeliveries = (await call(system, "GET", "/api/v1/deliveries", undefined, key)).body.items;
  expect(seenDeliveries.map(({ entityId }: { entityId: string }) => entityId)).toEqual(["fern-1"]);

  await page.goto(administrationUrl(system, `integrations/partners/${guid}`));
  await expect(page.getByText(/^Simulated deliveries are not counted/)).toBeVisible();
  await page.getByRole("link", { name: /^1 Delivered/ }).click();
  await expect(page).toHaveURL(new RegExp(`/deliveries\\?partnerId=${guid}&state=succeeded`));
  await expect(page.getByRole("link", { name: "fern-1" }).first()).toBeVisible();
  for (const list of ["integrations/webhooks", "integrations/api-keys", "people/users"]) {
    await page.goto(administrationUrl(system, `${list}?partner=${guid}`));
    await expect(page.getByLabel("Partner", { exact: true })).toHaveValue(guid);
    await expect(page.getByRole("row", { name: /Fern/ })).toHaveCount(1);
    await expect(page.getByRole("row")).toHaveCount(2);
  }

  await page.goto(administrationUrl(system, `integrations/partners/${guid}`));
  await page.getByLabel("Name").fill("Fernbrook Group");
  await clickButton(page, "Save name");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fernbrook Group");
  await page.goto(administrationUrl(system, "audit?action=partner.renamed"));
  await expect(page.getByText("renamed the partner Fernbrook to Fernbrook Group")).toBeVisible();
});

test("a partner's administrator works in the partner's own portal", async ({ system, receiver, page }) => {
  const partner = await makePartner(system, "Quillbrook");
  await createWebhook(system, { name: "The lender's feed", url: receiver.url() });
  await signIn(page, system, partner);
  await expect(page.getByRole("link", { name: "Hookledger for Quillbrook" }).first()).toBeVisible();
  const navigation = page.getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link")).toHaveText([
    ...["Overview", "Incidents", "Loans", "Deliveries", "Events", "Jobs"],
    ...["Webhooks Configurations", "Sources", "Event catalog", "API keys", "Developers", "Users", "Audit"],
  ]);

  await page.goto(administrationUrl(system, "integrations/webhooks"));
  await expect(page.getByText("No webhooks yet")).toBeVisible();
  await page.goto(administrationUrl(system, "integrations/webhooks/new"));
  await expect(page.getByLabel("Partner")).toHaveCount(0);
  await page.getByLabel("Name", { exact: true }).fill("Quillbrook feed");
  await page.getByLabel("URL").fill(receiver.url());
  await page.getByRole("checkbox", { name: "All events" }).check();
  await clickButton(page, "Save");
  await expect(page.getByText("Webhook created.")).toBeVisible();

  await page.goto(administrationUrl(system, "people/users/new"));
  await page.getByLabel("Name", { exact: true }).fill("Quill");
  await page.getByLabel("E-mail address").fill("quill@quillbrook.example");
  await page.getByLabel("Role", { exact: true }).selectOption({ label: "Administrator" });
  await clickButton(page, "Add user");
  await page.getByRole("link", { name: "Done" }).click();
  await expect(page.getByRole("row")).toHaveCount(3);

  await page.goto(administrationUrl(system, "integrations/api-keys/new"));
  await expect(page.getByLabel("Read metrics")).toHaveCount(0);
  await page.getByLabel("Name").fill("Quillbrook core");
  await page.getByLabel("Send events").check();
  await clickButton(page, "Create API key");
  const key = (await page.locator("code").textContent()) ?? "";
  const event = { type: "PaymentPosted", entityId: "quill-1" };
  const postResponse = await call(system, "POST", "/api/v1/events", event, key);
  expect(postResponse.body, postResponse.text).toMatchObject({ deliveries: 1 });
  const deliveriesPath = `/api/v1/deliveries?entityId=quill-1&partnerId=${partner.id}&state=succeeded`;
  await expect.poll(async () => (await call(system, "GET", deliveriesPath)).body.items.length).toBe(1);
  await page.goto(`${system.url}/loans/quill-1/webhooks`);
  await expect(page.getByRole("table").getByText("Quillbrook feed").first()).toBeVisible();
  await expect(page.getByText("The lender's feed")).toHaveCount(0);
});
