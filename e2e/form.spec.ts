import { call, postEvent } from "./api";
import { expectAccessible } from "./axe";
import { expect, signIn, test } from "./fixtures";

test("Save is always enabled, the first error gets the focus, and leaving asks for confirmation", async ({
  system,
  page,
}) => {
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/new`);
  const save = page.getByRole("button", { name: "Save" });
  await expect(save).toBeEnabled();
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("");
  await save.click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await name.fill("Guarded");
  await save.click();
  await expect(page.getByLabel("URL")).toBeFocused();

  await expect(page.getByText("You have unsaved changes.")).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Deliveries" }).click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Stay" }).click();
  await expect(name).toHaveValue("Guarded");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Deliveries" }).click();
  await question.getByRole("button", { name: "Leave" }).click();
  await page.waitForURL("**/deliveries");
  expect((await call(system, "GET", "/api/v1/webhooks")).body.items).toEqual([]);
});

test("a webhook whose condition reads a field that the sample lacks is created with a warning", async ({
  system,
  page,
}) => {
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/new`);
  await page.getByLabel("Name", { exact: true }).fill("Warned");
  await page.getByLabel("URL").fill("https://receiver.example/");
  await page.getByLabel("Search event triggers").fill("Opportunity Created");
  await page.getByRole("checkbox", { name: /^Opportunity Created/ }).check();
  await page.getByRole("button", { name: /^Add condition/ }).click();
  await page.getByLabel(/^Send Opportunity Created only if/).fill("data.noSuchField == 1");
  await page.getByRole("button", { name: "Save" }).click();
  const saved = page.getByRole("listitem").filter({ hasText: "Webhook created." });
  await expect(saved).toContainText("noSuchField");
  const { items } = (await call(system, "GET", "/api/v1/webhooks")).body;
  const { id } = items.find(({ name }: { name: string }) => name === "Warned");
  await call(system, "DELETE", `/api/v1/webhooks/${id}`);
});

test("a condition in Clojure: its error has line and column, it is tested against past events, and it is saved with its language", async ({
  system,
  page,
}) => {
  await postEvent(system, { type: "PaymentPosted", entityId: "CLJ-late", data: { daysPastDue: 13 } });
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/new`);
  await page.getByLabel("Name", { exact: true }).fill("Late loans");
  await page.getByLabel("URL").fill("https://receiver.example/");
  await page.getByLabel("Search event triggers").fill("payment posted");
  await page.getByRole("checkbox", { name: /^Payment Posted to account/ }).check();
  await page.getByRole("button", { name: /^Add condition/ }).click();
  const language = page.getByRole("group", {
    name: "Language of the condition for Payment Posted to account",
  });
  const condition = page.getByLabel("Send Payment Posted to account only if");
  await condition.fill('(= status-days-past-due "x"');
  await expect(page.getByText(/^The condition is not valid: /)).toBeVisible();
  await language.getByRole("radio", { name: "CEL" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(language.getByRole("radio", { name: "Clojure (LoanPro)" })).toBeChecked();
  await expect(page.getByText("Line 1, column 1: This ( is not closed.")).toBeVisible();
  await expect(condition).toHaveAttribute("aria-invalid", "true");
  await condition.fill("(= status-payof 13)");
  await expect(page.getByText(/status-payof is not a known variable/)).toBeVisible();
  const formula = "(and (= status-days-past-due 13)\n  (< status-days-past-due 90))";
  await condition.fill(formula);
  await expect(page.getByText(/Line 1, column/)).toBeHidden();
  await page.getByRole("button", { name: "Test against the last 20 events" }).click();
  const row = page.getByRole("row", { name: /CLJ-late/ });
  await expect(row).toContainText("Matched");
  await expect(row).toContainText("status-days-past-due is 13");
  await expectAccessible(page, "a condition in Clojure");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/webhooks\/[0-9a-f-]{36}$/);
  await page.reload();
  await expect(condition).toHaveValue(formula);
  await expect(language.getByRole("radio", { name: "Clojure (LoanPro)" })).toBeChecked();
  await expect(page.getByText(/You have unsaved changes/)).toBeHidden();
  const { body } = await call(system, "GET", `/api/v1/webhooks/${page.url().split("/").at(-1)}`);
  expect(body.triggers).toEqual([{ eventType: "PaymentPosted", condition: formula, language: "clojure" }]);
  await call(system, "DELETE", `/api/v1/webhooks/${body.id}`);
});

test("event triggers are a searchable tree whose branches are chosen fully, partly or not at all", async ({
  system,
  page,
}) => {
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/new`);
  await page.getByLabel("Search event triggers").fill("Opportunity Created");
  await page.getByRole("checkbox", { name: /^Opportunity Created/ }).check();
  await page.getByLabel("Search event triggers").fill("");
  const branch = page.getByRole("checkbox", { name: /^Opportunit.* 1 of \d+$/ }).first();
  await expect(branch).toHaveJSProperty("indeterminate", true);
  await branch.click();
  const fullBranch = page.getByRole("checkbox", { name: /^Opportunit.* (\d+) of \1$/ }).first();
  await expect(fullBranch).toBeChecked();
  await fullBranch.click();
  await expect(page.getByText(/^0 of \d+ chosen$/)).toBeVisible();
});

test("a new webhook starts from a preset; the API key that the preset asks for is stored as receiver authentication", async ({
  system,
  page,
}) => {
  await signIn(page, system);
  await page.goto(`${system.url}/administration/integrations/webhooks/new`);
  await page.getByLabel("Name", { exact: true }).fill("On call");
  await page.getByLabel("Format", { exact: true }).selectOption("Microsoft Teams");
  await expect(page.getByLabel("Body template")).toHaveValue(/AdaptiveCard/);
  await page.getByLabel("Format", { exact: true }).selectOption("PagerDuty");
  await expect(page.getByLabel("URL")).toHaveValue("https://events.pagerduty.com/v2/enqueue");
  await expect(page.getByLabel("Body template")).toHaveValue(/dedup_key/);
  await page.getByLabel("URL").fill("https://receiver.example/v2/enqueue");
  await page.getByLabel("API key", { exact: true }).fill("0123456789abcdef0123456789ABCDEF");
  await page.locator("summary").filter({ hasText: "State and owner:" }).click();
  const owner = page.getByLabel(/^Owner/);
  await owner.fill("payments");
  await page.locator("summary").filter({ hasText: "Failure policy:" }).click();
  await page.getByLabel("Pause the webhook").selectOption("After a number of failed deliveries");
  await page.getByLabel("Enable the webhook when the receiver responds again").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(owner).toBeFocused();
  await owner.fill("payments@bank.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "On call" })).toBeVisible();
  const { items } = (await call(system, "GET", "/api/v1/webhooks")).body;
  const saved = items.find(({ name }: { name: string }) => name === "On call");
  expect(saved).toMatchObject({
    dialect: "loanpro",
    owner: "payments@bank.example",
    selfHealing: true,
    authentication: { kind: "bodyField", field: "routing_key", value: "********" },
    triggers: ["hookledger.webhook.failing", "hookledger.webhook.paused", "hookledger.webhook.recovered"],
  });
  await call(system, "DELETE", `/api/v1/webhooks/${saved.id}`);
});
