import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { addVersion } from "../catalogue/add-version";
import { createEventType } from "../catalogue/create-event-type";
import { createEventTypeSchema, newVersionSchema } from "../catalogue/schema";
import { prisma } from "../db";
import { createWebhook } from "./create-webhook";
import { createWebhookSchema, updateWebhookSchema } from "./schema";
import { updateWebhook } from "./update-webhook";

useDatabase();
beforeAll(fillCatalogue);
const url = "http://127.0.0.1:9/hook";
const makeConditionSettings = (condition: string, eventType = "PaymentPosted") => ({
  triggers: [{ eventType, condition }],
});
const create = (settings: object) => createWebhook(scope, createWebhookSchema.parse({ url, ...settings }));
const update = (id: string, settings: object) =>
  updateWebhook(scope, id, updateWebhookSchema.parse(settings));

test("a condition with a type error on its event type's sample is rejected, both when a webhook is created and when it is updated", async () => {
  const settings = makeConditionSettings("data.loanStatus > 5");
  const invalid = [
    {
      field: "triggers.0",
      code: "condition_invalid",
      message: expect.stringMatching(/compares a string with a number/),
    },
  ];
  expect(await create(settings)).toEqual({ ok: false, invalid });
  const { id } = await makeWebhook({ url });
  expect(await update(id, settings)).toEqual({ ok: false, rejected: "invalid_settings", invalid });
});

test("a condition on a field that the sample lacks gives a warning, except for '*', which has no sample", async () => {
  const condition = "data.noSuchField > 5";
  const message = expect.stringContaining("The event has no data.noSuchField.");
  const warnings = [{ field: "triggers.0.condition", code: "condition_untried", message }];
  expect(await create(makeConditionSettings(condition))).toMatchObject({ ok: true, warnings });
  const { id } = await makeWebhook({ url });
  expect(await update(id, makeConditionSettings(condition))).toMatchObject({ ok: true, warnings });
  const unchanged = await update(id, { ...makeConditionSettings(condition), name: "Renamed" });
  expect(unchanged).toMatchObject({ ok: true, webhook: { name: "Renamed" }, warnings: [] });
  expect(await create(makeConditionSettings(condition, "*"))).toMatchObject({ ok: true, warnings: [] });
});

test("a saved condition that would be rejected now does not block other changes to its webhook", async () => {
  const { id } = await makeWebhook({ url, triggers: ["PaymentPosted"] });
  const condition = "data.loanStatus > 5";
  await prisma().trigger.updateMany({ where: { webhookId: id }, data: { condition } });
  expect(await update(id, { ...makeConditionSettings(condition), name: "Renamed" })).toMatchObject({
    ok: true,
  });
});

test("a saved condition is checked again when its trigger moves to another version, with that version's sample", async () => {
  const makeVersion = (type: string, amount: unknown) => ({
    schema: { type: "object", properties: { amount: { type } } },
    sample: { entityId: "1", data: { amount } },
  });
  const type = { name: "Moved", title: "Moved", entityType: "Loan", ...makeVersion("string", "5") };
  await createEventType(scope, createEventTypeSchema.parse(type));
  const trigger = { eventType: "Moved", condition: 'data.amount > "4"' };
  const { id } = await makeWebhook({ url, triggers: [trigger] });
  const { id: plain } = await makeWebhook({ url, triggers: ["Moved"] });
  await addVersion(scope, "Moved", newVersionSchema.parse(makeVersion("number", 5)));
  expect(await update(id, { triggers: [{ ...trigger, version: 2 }] })).toMatchObject({
    rejected: "invalid_settings",
    invalid: [{ code: "condition_invalid" }],
  });
  // A trigger that is sent without a version keeps its version 1, and the sample of version 1 has a string.
  expect(await update(plain, { triggers: [trigger] })).toMatchObject({ ok: true, warnings: [] });
  expect(await update(id, { triggers: [{ ...trigger, version: 1 }] })).toMatchObject({ ok: true });
});

test("a condition with a calculation decides which webhooks get an event, even if the event has a field named constructor", async () => {
  const matching = await makeWebhook({ url, ...makeConditionSettings("data.amountDue * 2 > 100") });
  const notMatching = await makeWebhook({ url, ...makeConditionSettings("data.amountDue * 2 > 1000") });
  await postEvent({
    type: "PaymentPosted",
    entityId: "L-1",
    data: { amountDue: 120.5, constructor: "Acme Builders" },
  });
  expect(await prisma().delivery.count({ where: { webhookId: matching.id } })).toBe(1);
  expect(await prisma().delivery.count({ where: { webhookId: notMatching.id } })).toBe(0);
});
