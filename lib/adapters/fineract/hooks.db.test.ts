import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import {
  buildHookConfig,
  buildHookInput,
  createTestHook,
  hookUrl,
  updateTestHook,
} from "@/testing/fineract-hooks";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { unseal } from "../../crypto/seal";
import { prisma } from "../../db";
import { updateWebhookSchema } from "../../webhooks/schema";
import { sealContext } from "../../webhooks/secrets/sealed-values";
import { updateWebhook } from "../../webhooks/update-webhook";
import { buildHookTemplateResponse } from "./hook-template";
import { getHook, listHooks } from "./queries";

useDatabase();
beforeAll(async () => {
  await fillCatalogue();
  await listHooks(scope);
});

test("a config sent as Fineract's object creates the same hook as one sent as Embarc's array", async () => {
  const configArray = Object.entries(buildHookInput().config).map(([fieldName, fieldValue]) => ({
    fieldName,
    fieldValue,
  }));
  const hook = await getHook(scope, await createTestHook(buildHookInput({ name: "client-events" })), false);
  const otherHook = await getHook(
    scope,
    await createTestHook(buildHookInput({ name: "client-events", config: configArray })),
    false,
  );
  expect(otherHook).toEqual({ ...hook, id: otherHook.id });
  const today = new Date();
  const day = [today.getUTCFullYear(), today.getUTCMonth() + 1, today.getUTCDate()];
  expect(hook).toEqual({
    id: hook.id,
    name: "Web",
    displayName: "client-events",
    isActive: true,
    createdAt: day,
    updatedAt: day,
    templateId: 0,
    events: [{ entityName: "CLIENT", actionName: "CREATE" }],
    config: [
      { fieldName: "Content Type", fieldValue: "json" },
      { fieldName: "Payload URL", fieldValue: hookUrl },
    ],
  });
});

test('a new hook is active only if isActive is true or, as old clients send it, "true"', async () => {
  for (const [given, active] of [
    [true, true],
    ["true", true],
    ["", false],
    [null, false],
    [undefined, false],
    ["false", false],
  ]) {
    const { isActive } = await getHook(
      scope,
      await createTestHook(buildHookInput({ isActive: given })),
      false,
    );
    expect(isActive, String(given)).toBe(active);
  }
});

test("an edit by the Mifos web app keeps the fields that the app does not know", async () => {
  const fields = {
    "Receiver Authentication": "basic",
    "Receiver User Name": "u",
    "Receiver Password": "pass-word",
    "Retry Delays": "1, 2",
  };
  const movedUrl = "http://127.0.0.1:9/moved";
  const id = await createTestHook(buildHookInput({ displayName: "Before", config: buildHookConfig(fields) }));
  const { changes } = await updateTestHook(id, {
    ...buildHookInput({ displayName: "After", events: [{ entityName: "LOAN", actionName: "APPROVE" }] }),
    config: { "Payload URL": movedUrl, "Content Type": "form" },
  });
  expect(changes).toMatchObject({
    displayName: "After",
    events: [{ entityName: "LOAN", actionName: "APPROVE" }],
    config: { "Payload URL": movedUrl, "Content Type": "form" },
  });
  expect(changes).not.toHaveProperty("isActive");
  const after = await getHook(scope, id, false);
  expect(after.config[1]).toEqual({ fieldName: "Payload URL", fieldValue: movedUrl });
  expect(after.config.map(({ fieldName }) => fieldName)).toEqual([
    ...["Content Type", "Payload URL", "Receiver Authentication", "Receiver Password", "Receiver User Name"],
    ...["Retries", "Retry Delays"],
  ]);
  const row = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
  const opened = unseal(row.authenticationSealed as Uint8Array, `webhook:${row.id}:authentication`);
  expect(JSON.parse(opened)).toMatchObject({ password: "pass-word" });
});

test("a paused hook is shown as not active, and sending isActive: false back does not disable it", async () => {
  const id = await createTestHook(buildHookInput());
  await prisma().webhook.updateMany({ where: { number: Number(id) }, data: { state: "paused" } });
  expect(await getHook(scope, id, false)).toMatchObject({ isActive: false });
  await updateTestHook(id, buildHookInput({ isActive: false, displayName: "Still paused" }));
  expect(await prisma().webhook.findFirst({ where: { number: Number(id) } })).toMatchObject({
    state: "paused",
    name: "Still paused",
  });
  const { changes } = await updateTestHook(id, { isActive: "true" });
  expect(changes).toEqual({ isActive: true });
  expect(await getHook(scope, id, false)).toMatchObject({ isActive: true });
});

test('an update with isActive: "" turns a hook off, and an empty display name is kept, as in Fineract', async () => {
  const id = await createTestHook(buildHookInput({ displayName: "Before" }));
  expect((await updateTestHook(id, { isActive: "", displayName: "" })).changes).toEqual({
    isActive: false,
    displayName: "",
  });
  expect(await getHook(scope, id, false)).toMatchObject({ isActive: false, displayName: "" });
  expect(await prisma().webhook.findFirst({ where: { number: Number(id) } })).toMatchObject({
    state: "disabled",
    name: "Before",
  });
  expect((await updateTestHook(id, { isActive: null, displayName: "" })).changes).toEqual({});
  expect((await updateTestHook(id, { displayName: "Before" })).changes).toEqual({ displayName: "Before" });
  expect(await getHook(scope, id, false)).toMatchObject({ displayName: "Before" });
  expect((await updateTestHook(id, { displayName: "" })).changes).toEqual({ displayName: "" });
  const webhook = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
  await updateWebhook(scope, webhook.id, updateWebhookSchema.parse({ name: "Renamed" }));
  expect(await getHook(scope, id, false)).toMatchObject({ displayName: "Renamed" });
});

test("a hook's name is its template's, whatever name it was created with; a template's name in an update changes nothing", async () => {
  const id = await createTestHook(buildHookInput({ name: "client-events" }));
  expect(await getHook(scope, id, false)).toMatchObject({ name: "Web", displayName: "client-events" });
  for (const name of ["Web", "SMS Bridge", "client-events"])
    expect((await updateTestHook(id, { name })).changes).toEqual({});
  expect((await updateTestHook(id, { name: "loan-events" })).changes).toEqual({ name: "loan-events" });
  const { id: webhookId, options } = await prisma().webhook.findFirstOrThrow({
    where: { number: Number(id) },
  });
  const given = { ...(options as object), nameStyle: "given" };
  await updateWebhook(scope, webhookId, updateWebhookSchema.parse({ options: given }));
  expect(await getHook(scope, id, false)).toMatchObject({ name: "loan-events" });
});

test("the signing key can be set and rotated", async () => {
  const id = await createTestHook(
    buildHookInput({ config: buildHookConfig({ "Signing Key": "a-key-of-our-own-1" }) }),
  );
  const loadKey = async () => {
    const row = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
    return unseal(row.keySealed, sealContext.key(row.id));
  };
  expect(await loadKey()).toBe("a-key-of-our-own-1");
  await updateTestHook(id, { config: buildHookConfig({ "Signing Key": "a-key-of-our-own-2" }) });
  expect(await loadKey()).toBe("a-key-of-our-own-2");
  expect(JSON.stringify(await getHook(scope, id, false))).not.toContain("of-our-own");
});

test("an edit keeps a hook's triggers for other systems' event types, and the condition of every trigger", async () => {
  const { id, number } = await makeWebhook({
    url: hookUrl,
    dialect: "fineract",
    triggers: [
      "OpportunityUpdated",
      { eventType: "LOAN.APPROVE", condition: "(= 1 1)", language: "clojure" },
    ],
  });
  const { events } = await getHook(scope, String(number), false);
  expect(events).toEqual([
    { entityName: "LOAN", actionName: "APPROVE" },
    { entityName: "OPPORTUNITY", actionName: "UPDATED" },
  ]);
  await updateTestHook(String(number), { events: [...events, ...events] });
  const triggers = await prisma().trigger.findMany({
    where: { webhookId: id },
    orderBy: { eventType: "asc" },
  });
  expect(triggers).toMatchObject([
    { eventType: "LOAN.APPROVE", condition: "(= 1 1)", language: "clojure" },
    { eventType: "OpportunityUpdated", condition: null },
  ]);
});

test("the template groups the catalog's events as Fineract does", async () => {
  const { templates, groupings } = await buildHookTemplateResponse(scope);
  expect(templates).toMatchObject([{ id: 1, name: "Web" }]);
  const loans = groupings.find(({ name }) => name === "transaction_loan")?.entities;
  expect(loans?.find(({ name }) => name === "LOAN")?.actions).toEqual(
    expect.arrayContaining(["DISBURSE", "REPAYMENT"]),
  );
  const names = groupings.map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
  const actions = groupings.flatMap(({ entities }) => entities.flatMap((entity) => entity.actions));
  expect(actions).toHaveLength(445);
});

test("the template has LOAN BYPASS and STANDINGINSTRUCTION with a trailing space; a hook may omit the space", async () => {
  const { groupings } = await buildHookTemplateResponse(scope);
  const entities = groupings.flatMap((grouping) => grouping.entities);
  expect(entities).toContainEqual({
    name: "STANDINGINSTRUCTION ",
    actions: ["CREATE", "DELETE", "UPDATE"],
  });
  const bypass = { entityName: "LOAN", actionName: "BYPASS" };
  for (const entityName of ["STANDINGINSTRUCTION ", "STANDINGINSTRUCTION"]) {
    const events = [bypass, { entityName, actionName: "CREATE" }];
    const id = await createTestHook(buildHookInput({ events }));
    expect((await updateTestHook(id, { events })).changes).toEqual({ events });
    expect((await getHook(scope, id, false)).events).toEqual([
      bypass,
      { entityName: "STANDINGINSTRUCTION ", actionName: "CREATE" },
    ]);
    const { triggers } = await prisma().webhook.findFirstOrThrow({
      where: { number: Number(id) },
      select: { triggers: { select: { eventType: true }, orderBy: { eventType: "asc" } } },
    });
    expect(triggers.map(({ eventType }) => eventType)).toEqual(["LOAN.BYPASS", "STANDINGINSTRUCTION.CREATE"]);
  }
});

test("moving the Payload URL to another server removes the receiver's secrets, and `changes` says which were removed", async () => {
  const fields = {
    "Receiver Authentication": "basic",
    "Receiver User Name": "u",
    "Receiver Password": "pass-word",
  };
  const movedConfig = { "Content Type": "json", "Payload URL": "http://127.0.0.1:10/hook" };
  const id = await createTestHook(buildHookInput({ config: buildHookConfig(fields) }));
  const configWithMaskedPassword = { ...movedConfig, ...fields, "Receiver Password": "********" };
  await expect(updateTestHook(id, { config: configWithMaskedPassword })).rejects.toMatchObject({
    errors: [{ code: "validation.msg.hook.receiver.authentication.invalid" }],
  });
  const { changes, webhook } = await updateTestHook(id, { config: movedConfig });
  expect(changes).toMatchObject({ warnings: [expect.stringContaining("receiver authentication (basic)")] });
  expect(webhook.authentication).toBeNull();
  const secondUpdate = await updateTestHook(id, { config: { ...buildHookConfig(), ...fields } });
  expect(secondUpdate.changes).not.toHaveProperty("warnings");
  expect(secondUpdate.webhook.authentication).toMatchObject({ kind: "basic" });
});
