import { afterAll, beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, loadDelivery, makeWebhook, scope } from "@/testing/ledger";
import { createEventType } from "../catalogue/create-event-type";
import { createEventTypeSchema } from "../catalogue/schema";
import { updateEventType } from "../catalogue/update-event-type";
import { pool, prisma } from "../db";
import { Budget } from "../evaluation/budget";
import { OverBudget } from "../evaluation/over-budget";
import { closeThreads } from "../evaluation/threads";
import { tryCondition } from "../playground/try-condition";
import { type AcceptEventsResult, acceptEvent, acceptEvents } from "./accept-events";
import { planEvents } from "./plan-events";
import { eventSchema } from "./schema";
import { validateEvents } from "./validate-events";
import { writeEvents } from "./write-events";

useDatabase();
const cel = (expression: string) => ({ expression, language: "cel" as const });
const url = "http://127.0.0.1:9/";

beforeAll(async () => {
  await fillCatalogue();
  await makeWebhook({ url, triggers: [{ eventType: "OpportunityUpdated", condition: "data.stars > 3" }] });
  await makeWebhook({
    url,
    dialect: "loanpro",
    triggers: ["OpportunityUpdated"],
    options: { bodyTemplate: '{"stars": {{ data.stars }}, "of": "{{ entity.id }}"}' },
  });
  await makeWebhook({ url, triggers: [{ eventType: "OpportunityUpdated", condition: "data.unknown == 1" }] });
});
// A thread that is loaded from source takes seconds to start, and many seconds on a busy machine.
beforeAll(() => makeThreadOnlyBudget().runInThread("validate", { schema: {}, data: {} }), 120_000);
afterAll(closeThreads);

const makeEvent = (entityId: string, stars: number) =>
  eventSchema.parse({ type: "OpportunityUpdated", entityId, data: { stars } });
/** Makes a budget that allows nothing inline, and enough time for a thread to start on a busy machine. */
const makeThreadOnlyBudget = () => new Budget(scope.partnerId, { steps: 0, deadlineMs: 120_000 });
const makeExpiredBudget = () => new Budget(scope.partnerId, { steps: 0, deadlineMs: 0 });

async function loadPlannedDeliveries(acceptance: AcceptEventsResult) {
  if (!acceptance.ok) throw new Error(acceptance.message);
  const { rows } = await pool().query<{ body: Buffer; skipped: { reason: string; detail?: string }[] }>(
    `SELECT b.bytes AS body, e.passed_over AS "skipped"
     FROM events e JOIN deliveries d ON d.event_id = e.id JOIN bodies b ON b.id = d.id
     WHERE e.id = ANY($1) ORDER BY e.entity_id, b.bytes`,
    [acceptance.results.map(({ id }) => id)],
  );
  return rows.map(({ body, skipped }) => ({
    body: String(body).replace(/"id":"[^"]+"/, '"id":"…"'),
    skipped: skipped.map(({ reason, detail }) => ({ reason, detail })),
  }));
}

test("a thread and the main thread plan the same deliveries", async () => {
  const inputs = [makeEvent("o-1", 4), makeEvent("o-2", 2)];
  const inline = await acceptEvents(scope, inputs);
  const inThread = await acceptEvents(scope, inputs, makeThreadOnlyBudget());
  const rows = await loadPlannedDeliveries(inThread);
  expect(rows).toEqual(await loadPlannedDeliveries(inline));
  expect(rows.map(({ body }) => body)).toContain('{"stars": 4, "of": "o-1"}');
  expect(rows[0]?.skipped).toContainEqual({
    reason: "condition_error",
    detail: expect.stringContaining("unknown"),
  });
  const [due] = inThread.ok ? inThread.due : [];
  expect(await loadDelivery(due?.deliveryId ?? "")).toMatchObject({ state: "pending" });
});

test("a delivery planned while its webhook was paused is not held if the webhook is enabled before the delivery is written", async () => {
  const { id } = await makeWebhook({ url, triggers: ["OpportunityDeleted"], state: "disabled" });
  await prisma().webhook.update({ where: { id }, data: { state: "paused" } });
  const sentEvent = eventSchema.parse({ type: "OpportunityDeleted", entityId: "o-9", data: {} });
  const budget = new Budget(null);
  const validateResult = await validateEvents(scope, [sentEvent], budget);
  if (!validateResult.ok) throw new Error(validateResult.message);
  const plans = await planEvents(validateResult.events, budget);
  expect(plans[0]?.deliveries).toMatchObject([{ held: true }]);
  await prisma().webhook.update({ where: { id }, data: { state: "enabled" } });
  await writeEvents(pool(), validateResult.events, plans);
  const { rows } = await pool().query(
    "SELECT state, due_at FROM deliveries d JOIN open_deliveries o ON o.delivery_id = d.id WHERE o.webhook_id = $1",
    [id],
  );
  expect(rows).toEqual([{ state: "pending", due_at: expect.any(Date) }]);
});

test("a single event that waits for a thread does not delay others that arrive at the same time", async () => {
  const order: string[] = [];
  const post = (name: string, budget?: Budget) =>
    acceptEvent(scope, makeEvent(name, 4), budget).then((acceptance) => {
      order.push(name);
      return acceptance;
    });
  const [slow] = await Promise.all([post("slow", makeThreadOnlyBudget()), post("quick"), post("other")]);
  expect(order.at(-1)).toBe("slow");
  expect(slow).toMatchObject({ ok: true, results: [{ deliveries: 2 }] });
});

test("after the deadline nothing is written, not even events already planned", async () => {
  const count = async () => (await pool().query("SELECT count(*)::int AS n FROM events")).rows[0].n;
  const before = await count();
  await expect(acceptEvents(scope, [makeEvent("o-3", 4)], makeExpiredBudget())).rejects.toThrow(OverBudget);
  await expect(acceptEvent(scope, makeEvent("o-3", 4), makeExpiredBudget())).rejects.toThrow(OverBudget);
  const smallBudget = new Budget(scope.partnerId, { steps: 40, deadlineMs: 0 });
  const manyEvents = Array.from({ length: 20 }, (_item, index) => makeEvent(`o-${index}`, 4));
  await expect(acceptEvents(scope, manyEvents, smallBudget)).rejects.toThrow(OverBudget);
  expect(await count()).toBe(before);
});

test("a thread validates an event's data; after the deadline, the request is rejected", async () => {
  const type = {
    name: "Checked",
    title: "Checked",
    entityType: "Loan",
    schema: { properties: { amount: { multipleOf: 0.01 } } },
    sample: { entityId: "L-1", data: { amount: 19.99 } },
  };
  await createEventType(scope, createEventTypeSchema.parse(type));
  await updateEventType(scope, "Checked", { validation: "enforce" });
  const post = (amount: number, budget: Budget) =>
    acceptEvent(scope, eventSchema.parse({ type: "Checked", entityId: "L-1", data: { amount } }), budget);
  expect(await post(19.99, makeThreadOnlyBudget())).toMatchObject({ ok: true });
  expect(await post(0.001, makeThreadOnlyBudget())).toMatchObject({ rejected: "schema_mismatch" });
  await expect(post(19.99, makeExpiredBudget())).rejects.toThrow(OverBudget);
});

test("a thread can try a condition on past events, with the same result as inline; after the deadline, the trial is rejected", async () => {
  await acceptEvent(scope, makeEvent("tried", 5));
  const inline = await tryCondition(scope, "OpportunityUpdated", cel("data.stars > 3"));
  expect(
    await tryCondition(scope, "OpportunityUpdated", cel("data.stars > 3"), makeThreadOnlyBudget()),
  ).toEqual(inline);
  expect(inline.ok && inline.events[0]).toMatchObject({ entityId: "tried", outcome: "matched" });
  expect(await tryCondition(scope, "OpportunityUpdated", cel("data.stars > 3"), makeExpiredBudget())).toEqual(
    {
      ok: false,
      message: expect.stringContaining("too long"),
    },
  );
});
