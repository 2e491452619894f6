import { call, createWebhook } from "./api";
import { expect, signIn, test } from "./fixtures";

const webhooksPath = "/administration/integrations/webhooks";

test("a trigger keeps its version until a user updates the trigger", async ({ system, receiver, page }) => {
  const makeContent = (field: string) => ({
    schema: { type: "object", properties: { [field]: { type: "string" } } },
    sample: { entityId: "C-1", data: { [field]: "x" } },
  });
  const name = `CollateralSold${Date.now()}`;
  const createResponse = await call(system, "POST", "/api/v1/event-types", {
    name,
    title: "Collateral Sold",
    description: "It was sold.",
    entityType: "Loan",
    group: "Own",
    ...makeContent("buyer"),
  });
  expect(createResponse.status, createResponse.text).toBe(201);
  const { id } = await createWebhook(system, { url: receiver.url(), dialect: "loanpro", triggers: [name] });
  const addVersionResponse = await call(
    system,
    "POST",
    `/api/v1/event-types/${name}/versions`,
    makeContent("price"),
  );
  expect(addVersionResponse.status, addVersionResponse.text).toBe(201);
  await signIn(page, system);
  await page.goto(`${system.url}${webhooksPath}/${id}`);
  await expect(page.getByText("Collateral Sold: version 1, current version 2")).toBeVisible();
  await page.getByRole("button", { name: "Update Collateral Sold to version 2" }).click();
  await expect(page.getByText("current version 2")).toBeHidden();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  expect((await call(system, "GET", `/api/v1/webhooks/${id}`)).body.triggers).toEqual([
    { eventType: name, version: 2 },
  ]);
});
