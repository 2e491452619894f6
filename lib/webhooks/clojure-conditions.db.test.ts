import { afterAll, beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { prisma } from "../db";
import { Budget } from "../evaluation/budget";
import { closeThreads } from "../evaluation/threads";
import { acceptEvent } from "../events/accept-events";
import { eventSchema } from "../events/schema";
import { tryCondition } from "../playground/try-condition";
import { createWebhook } from "./create-webhook";
import { findWebhook } from "./queries";
import { createWebhookSchema, updateWebhookSchema } from "./schema";
import { updateWebhook } from "./update-webhook";

useDatabase();
beforeAll(fillCatalogue);
// A thread that is loaded from source takes seconds to start, and many seconds on a busy machine.
beforeAll(() => makeThreadOnlyBudget().runInThread("validate", { schema: {}, data: {} }), 120_000);
afterAll(closeThreads);

const makeThreadOnlyBudget = () => new Budget(scope.partnerId, { steps: 0, deadlineMs: 120_000 });
const url = "http://127.0.0.1:9/hook";
const makeTrigger = (condition: string, eventType = "PaymentPosted") => ({
  eventType,
  condition,
  language: "clojure" as const,
});
const create = (settings: object) => createWebhook(scope, createWebhookSchema.parse({ url, ...settings }));
const update = (id: string, settings: object) =>
  updateWebhook(scope, id, updateWebhookSchema.parse(settings));
const loadTriggers = async (id: string) => (await findWebhook(scope, id))?.triggers;
const countDeliveries = (webhookId: string) => prisma().delivery.count({ where: { webhookId } });

test("a trigger is returned with its condition's language, except for CEL and without a condition", async () => {
  const trigger = makeTrigger("(> status-days-past-due 2)");
  const { id } = await makeWebhook({ url, triggers: [trigger] });
  expect(await loadTriggers(id)).toEqual([trigger]);
  expect(await update(id, { name: "Renamed", triggers: [trigger] })).toMatchObject({
    ok: true,
    warnings: [],
  });
  expect(await loadTriggers(id)).toEqual([trigger]);
  await update(id, { triggers: [{ eventType: "PaymentPosted", condition: "data.daysPastDue > 2" }] });
  expect(await loadTriggers(id)).toEqual([{ eventType: "PaymentPosted", condition: "data.daysPastDue > 2" }]);
  await update(id, { triggers: [{ eventType: "PaymentPosted", language: "clojure" }] });
  expect(await loadTriggers(id)).toEqual(["PaymentPosted"]);
  expect(await prisma().trigger.findMany({ where: { webhookId: id } })).toMatchObject([{ language: "cel" }]);
});

test("a saved condition is checked again when only its language changes", async () => {
  const condition = "data.amountDue > 1";
  const { id } = await makeWebhook({ url, triggers: [{ eventType: "PaymentPosted", condition }] });
  expect(await update(id, { triggers: [makeTrigger(condition)] })).toMatchObject({
    rejected: "invalid_settings",
    invalid: [
      { field: "triggers.0", code: "condition_invalid", message: expect.stringMatching(/^Line 1, column/) },
    ],
  });
});

test("an invalid formula is rejected with line and column, and an unknown language is rejected", async () => {
  expect(await create({ triggers: [makeTrigger('(= status-days-past-due "x"')] })).toEqual({
    ok: false,
    invalid: [
      { field: "triggers.0", code: "condition_invalid", message: "Line 1, column 1: This ( is not closed." },
    ],
  });
  const other = { ...makeTrigger("true"), language: "javascript" };
  expect(createWebhookSchema.safeParse({ url, triggers: [other] }).success).toBe(false);
});

test("an unknown variable gives a warning; for '*', the fields of all event types are known", async () => {
  const makeWarnings = (name: string) => [
    {
      field: "triggers.0.condition",
      code: "condition_untried",
      message: expect.stringContaining(`${name} is not a known variable.`),
    },
  ];
  const formula = "(= status-days-past-due status-payof)";
  expect(await create({ triggers: [makeTrigger(formula)] })).toMatchObject({
    warnings: makeWarnings("status-payof"),
  });
  expect(await create({ triggers: [makeTrigger(formula, "*")] })).toMatchObject({
    warnings: makeWarnings("status-payof"),
  });
  const known = "(or (= promise-amount 1) (= customer.primary.id (-> customer :primary :id)))";
  expect(await create({ triggers: [makeTrigger(known, "*")] })).toMatchObject({ warnings: [] });
});

test.each([
  ["inline", undefined],
  ["in a thread", makeThreadOnlyBudget],
])("a formula decides which webhooks get an event: %s", async (_where, makeBudget) => {
  const matching = await makeWebhook({ url, triggers: [makeTrigger("(= status-days-past-due 13)")] });
  const other = await makeWebhook({ url, triggers: [makeTrigger("(> status-days-past-due 13)")] });
  const failing = await makeWebhook({ url, triggers: [makeTrigger("(> status-payoff 13)")] });
  const accepted = await acceptEvent(
    scope,
    eventSchema.parse({ type: "PaymentPosted", entityId: "L-1", data: { daysPastDue: 13 } }),
    makeBudget?.(),
  );
  if (!accepted.ok) throw new Error(accepted.message);
  expect(await Promise.all([matching, other, failing].map(({ id }) => countDeliveries(id)))).toEqual([
    1, 0, 0,
  ]);
  const event = await prisma().event.findFirstOrThrow({ where: { id: accepted.results[0]?.id ?? "" } });
  expect(event.skipped).toEqual(
    expect.arrayContaining([
      { webhookId: other.id, reason: "condition_false" },
      {
        webhookId: failing.id,
        reason: "condition_error",
        detail: expect.stringMatching(/^Line 1, column 1: >: /),
      },
    ]),
  );
  for (const { id } of [matching, other, failing]) await update(id, { state: "disabled" });
});

test("the condition tester gives the same result inline and in a thread", async () => {
  await postEvent({ type: "PaymentPosted", entityId: "L-2", data: { daysPastDue: 2 } });
  const condition = { expression: "(and true (= status-days-past-due 2))", language: "clojure" as const };
  const inline = await tryCondition(scope, "PaymentPosted", condition);
  expect(await tryCondition(scope, "PaymentPosted", condition, makeThreadOnlyBudget())).toEqual(inline);
  expect(inline).toMatchObject({
    events: [
      {
        entityId: "L-2",
        outcome: "matched",
        parts: [{ text: "true", value: "true" }, { reads: [{ path: "status-days-past-due", value: "2" }] }],
      },
      {},
      {},
    ],
  });
  expect(await tryCondition(scope, "PaymentPosted", { ...condition, expression: "(and" })).toEqual({
    ok: false,
    message: "Line 1, column 1: This ( is not closed.",
  });
});
