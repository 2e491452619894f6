import { readFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { auditActions } from "@/lib/audit/actions";
import { call } from "./api";
import { expect, signIn, test } from "./fixtures";
import type { System } from "./system";
import { admin } from "./test-users";

const administrationUrl = (system: System, path: string) => `${system.url}/administration/${path}`;

/** Adds a user, acting as the administrator. Returns the user's address and the password, which is shown once. */
async function addUser(page: Page, system: System, name: string, role: string) {
  const email = `${name.toLowerCase()}@bank.example`;
  await page.goto(administrationUrl(system, "people/users/new"));
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Role", { exact: true }).selectOption({ label: role });
  await page.getByRole("button", { name: "Add user" }).click();
  await expect(page.getByRole("heading", { name: `${name} can sign in now` })).toBeVisible();
  return { email, password: (await page.locator("code").textContent()) ?? "" };
}

async function signInElsewhere(browser: Browser, system: System, user: { email: string; password: string }) {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, system, user);
  return page;
}

test("a user is added, signs in, gets another role, is disabled and enabled again", async ({
  system,
  page,
  browser,
}) => {
  await signIn(page, system);
  const sam = await addUser(page, system, "Sam", "Viewer");
  const samsPage = await signInElsewhere(browser, system, sam);
  await page.getByRole("link", { name: "Done" }).click();
  await page.getByRole("link", { name: "Sam", exact: true }).click();

  await page.getByLabel("Role", { exact: true }).selectOption({ label: "Servicing" });
  await page.getByRole("button", { name: "Save role" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await samsPage.goto(`${system.url}/profile`);
  await expect(samsPage).toHaveURL(/sign-in/);

  await page.getByRole("button", { name: "Disable…" }).click();
  await page.getByRole("button", { name: "Disable Sam", exact: true }).click();
  await expect(page.getByText("Sam cannot sign in")).toBeVisible();
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(page.getByRole("button", { name: "Disable…" })).toBeVisible();
  await signInElsewhere(browser, system, sam);
});

test("errors are shown beside their fields, and the first invalid field gets the focus", async ({
  system,
  page,
}) => {
  await signIn(page, system);
  await page.goto(administrationUrl(system, "people/users/new"));
  await page.getByLabel("E-mail address").fill(admin.email);
  await page.getByRole("button", { name: "Add user" }).click();
  await expect(page.getByText("Enter a name.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.getByLabel("Name", { exact: true }).fill("Twin");
  await page.getByLabel("Role", { exact: true }).selectOption({ label: "Viewer" });
  await page.getByRole("button", { name: "Add user" }).click();
  await expect(page.getByText("A user with this e-mail address already exists.")).toBeVisible();
});

test("an API key is shown once, works, and stops working when it is revoked", async ({ system, page }) => {
  await signIn(page, system);
  await page.goto(administrationUrl(system, "integrations/api-keys/new"));
  await page.getByLabel("Name").fill("Core banking");
  await page.getByLabel("Read webhooks").check();
  await page.getByRole("button", { name: "Create API key" }).click();
  const key = (await page.locator("code").textContent()) ?? "";
  expect((await call(system, "GET", "/api/v1/webhooks", undefined, key)).status).toBe(200);
  expect((await call(system, "GET", "/api/v1/deliveries", undefined, key)).status).toBe(403);

  await page.getByRole("link", { name: "Done" }).click();
  const row = page.getByRole("row", { name: /Core banking/ });
  await expect(row).toContainText(key.slice(0, 9));
  expect(await page.content()).not.toContain(key);
  await row.getByRole("button", { name: /Revoke/ }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toContainText("Revoked");
  const fetchStatus = async () => (await call(system, "GET", "/api/v1/webhooks", undefined, key)).status;
  await expect.poll(fetchStatus).toBe(401);
});

test("a role is created and gets a permission that applies at once; the Administrator role keeps every permission", async ({
  system,
  page,
  browser,
}) => {
  await signIn(page, system);
  await page.goto(administrationUrl(system, "people/roles"));
  await page.getByRole("button", { name: "Create role…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Auditor");
  await dialog.getByRole("button", { name: "Create role" }).click();
  await expect(page.getByText("Created “Auditor”.")).toBeVisible();
  const findCard = (name: string) => page.locator("form", { has: page.locator(`input[value="${name}"]`) });
  await expect(findCard("Auditor")).toBeVisible();

  const ann = await addUser(page, system, "Ann", "Auditor");
  const annsPage = await signInElsewhere(browser, system, ann);
  expect((await annsPage.goto(`${system.url}/deliveries`))?.status()).toBe(403);
  await page.goto(administrationUrl(system, "people/roles"));
  await findCard("Auditor").getByLabel("View Webhook History").check();
  await findCard("Auditor").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect((await annsPage.goto(`${system.url}/deliveries`))?.status()).toBe(200);

  await expect(findCard("Administrator")).toContainText("always has every permission");
  await expect(findCard("Administrator").getByRole("checkbox")).toHaveCount(0);
});

test("in the profile, users change their name and password and end other sessions", async ({
  system,
  page,
  browser,
}) => {
  await signIn(page, system);
  const eve = await addUser(page, system, "Eve", "Viewer");
  const [here, other, third] = await Promise.all([1, 2, 3].map(() => signInElsewhere(browser, system, eve)));
  if (!here || !other || !third) throw new Error("no page");
  await here.getByRole("button", { name: /Eve/ }).click();
  await here.getByRole("menuitem", { name: "Your profile" }).click();
  await here.getByLabel("Name").fill("Eve Adams");
  await here.getByLabel("Time zone").selectOption("Europe/Berlin");
  await here.getByRole("button", { name: "Save profile" }).click();
  await expect(here.getByRole("button", { name: /Eve Adams/ })).toBeVisible();

  await expect(here.getByRole("row", { name: /Chrome/ })).toHaveCount(3);
  await here.getByRole("button", { name: /^End/ }).first().click();
  await expect(here.getByRole("row", { name: /Chrome/ })).toHaveCount(2);

  await here.getByLabel("Current password").fill("not the password");
  await here.getByLabel("New password").fill("another horse battery");
  await here.getByRole("button", { name: "Change password" }).click();
  await expect(here.getByText("The current password is incorrect.")).toBeVisible();
  await here.getByLabel("Current password").fill(eve.password);
  await here.getByRole("button", { name: "Change password" }).click();
  await expect(here.getByRole("row", { name: /Chrome/ })).toHaveCount(1);
  for (const ended of [other, third]) {
    await ended.goto(`${system.url}/profile`);
    await expect(ended).toHaveURL(/sign-in/);
  }
});

test("the audit trail can be read, filtered, and exported with the same filter", async ({ system, page }) => {
  await signIn(page, system);
  await addUser(page, system, "Zoe", "Viewer");
  await page.goto(administrationUrl(system, "audit"));
  await page.getByLabel("Action").selectOption("user.created");
  await page.getByLabel("Actor").fill(admin.email);
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/\/audit\?who=admin%40bank\.example&action=user\.created$/);
  const createdSentence = auditActions["user.created"].sentence("zoe@bank.example", { roleId: "viewer" });
  const auditRow = page.locator("tr", { hasText: createdSentence });
  await auditRow.locator("summary").click();
  await expect(auditRow.getByText('"roleId": "viewer"')).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const rows = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(rows[0]).toContain("Time (UTC)");
  expect(rows.some((row) => row.includes(createdSentence))).toBe(true);
  expect(rows.slice(1).every((row) => row.includes("user.created"))).toBe(true);
  await page.goto(administrationUrl(system, "audit?action=audit.exported"));
  const exported = auditActions["audit.exported"].sentence("", { format: "csv" });
  await expect(page.getByText(exported).first()).toBeVisible();
  await page.goto(administrationUrl(system, "audit?from=yesterday"));
  await expect(page.getByText("Invalid filters")).toBeVisible();
});
