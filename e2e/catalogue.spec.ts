import { call, createWebhook, waitForState } from "./api";
import { expect, signIn, test } from "./fixtures";

const schemaAndSample = {
  schema: { type: "object", properties: { limit: { type: "number" } }, required: ["limit"] },
  sample: { entityId: "CL-1", data: { limit: 5_000 } },
};

test("a custom event type is created and subscribed to, its event is delivered, and it gets a second version", async ({
  system,
  receiver,
  page,
}) => {
  const name = `LimitRaised${Date.now()}`;
  await signIn(page, system);
  await page.goto(`${system.url}/catalogue`);
  await page.getByRole("link", { name: "New event type" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New event type" })).toBeVisible();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Title").fill("Limit raised");
  await page.getByLabel("Entity type").fill("CreditLine");
  await page.getByLabel("Schema").fill(JSON.stringify(schemaAndSample.schema));
  await page.getByLabel("Sample entity ID").fill("CL-1");
  await page.getByLabel("Sample data").fill('{"limit": "much"}');
  await page.getByRole("button", { name: "Create event type" }).click();
  await expect(page.getByText("data.limit must be number")).toBeVisible();
  await expect(page.getByLabel("Sample data")).toBeFocused();
  await page.getByLabel("Sample data").fill('{"limit": 5000.10}');
  await page.getByRole("button", { name: "Create event type" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Limit raised" })).toBeVisible();

  const webhook = await createWebhook(system, {
    name: `Subscribed to ${name}`,
    url: receiver.url(),
    triggers: [name],
  });
  const entityId = `CL-${name}`;
  const postResponse = await call(system, "POST", "/api/v1/events", {
    type: name,
    entityId,
    data: { limit: 1 },
  });
  expect(postResponse.status, postResponse.text).toBe(202);
  await waitForState(system, entityId, "succeeded");
  expect(JSON.parse(receiver.requests[0]?.body.toString() ?? "")).toMatchObject({ eventName: name });

  await page.getByRole("link", { name: "New version" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Version 2 of" })).toBeVisible();
  const second = {
    ...schemaAndSample.schema,
    properties: { limit: { type: "number" }, currency: { type: "string" } },
  };
  await page.getByLabel("Schema").fill(JSON.stringify(second));
  await page.getByRole("button", { name: "Add version 2" }).click();
  await expect(page.getByText("Data (version 2)")).toBeVisible();
  await expect(page.getByRole("link", { name: `Subscribed to ${name}` })).toBeVisible();
  await expect(page.getByText("version 1", { exact: true })).toBeVisible();
  // Both forms kept the digits of the sample.
  const { text } = await call(system, "GET", `/api/v1/event-types/${name}`);
  expect(text.match(/"limit":5000\.10\}/g)).toHaveLength(2);
  const { body } = await call(system, "GET", `/api/v1/webhooks/${webhook.id}`);
  expect(body.triggers).toEqual([name]);
});

test("the URL of an event type that does not exist shows Page not found", async ({ system, page }) => {
  await signIn(page, system);
  for (const path of ["%25zz", "%25zz/new-version", "Nothing.Of.This.Name"]) {
    await page.goto(`${system.url}/catalogue/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  }
});

test("validation: warn reports invalid data, enforce rejects it", async ({ system, page }) => {
  const name = `Checked${Date.now()}`;
  const createResponse = await call(system, "POST", "/api/v1/event-types", {
    name,
    title: "Checked",
    entityType: "CreditLine",
    ...schemaAndSample,
  });
  expect(createResponse.status, createResponse.text).toBe(201);
  await signIn(page, system);
  await page.goto(`${system.url}/catalogue/${name}`);
  const invalidEvent = { type: name, entityId: "CL-2", data: { limit: "much" } };
  const post = () => call(system, "POST", "/api/v1/events", invalidEvent);
  expect((await post()).status).toBe(202);

  await page.getByLabel("Validation of incoming events").selectOption("warn");
  await page.getByRole("button", { name: "Save validation" }).click();
  await expect(page.getByText("Validation: Warn")).toBeVisible();
  expect((await post()).body.warnings).toEqual(["data.limit must be number"]);

  await page.getByLabel("Validation of incoming events").selectOption("enforce");
  await page.getByRole("button", { name: "Save validation" }).click();
  await expect(page.getByText("Validation: Enforce")).toBeVisible();
  const rejected = await post();
  expect(rejected.status).toBe(422);
  expect(rejected.body).toMatchObject({ code: "schema_mismatch", errors: [{ field: "data" }] });
});

test("a search with a filter finds a deprecated event type; a sample is shown in PrecisionLender's format", async ({
  system,
  page,
}) => {
  const name = `OnItsWay${Date.now()}`;
  await call(system, "POST", "/api/v1/event-types", {
    name,
    title: `On its way out ${name}`,
    entityType: "Loan",
    ...schemaAndSample,
  });
  await call(system, "PATCH", `/api/v1/event-types/${name}`, { deprecated: true });
  await signIn(page, system);
  await page.goto(`${system.url}/catalogue?q=${name}&deprecated=yes`);
  await expect(page.getByRole("row").filter({ hasText: name }).getByText("Deprecated")).toBeVisible();
  await page.goto(`${system.url}/catalogue/CLIENT.CREATE`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("tab", { name: "PrecisionLender (generic)" })).toBeVisible();
});
