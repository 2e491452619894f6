import { call, createWebhook, waitForState } from "./api";
import { createTestWithOwnSystem, expect } from "./fixtures";

const test = createTestWithOwnSystem();

// These tests use the built server with its threads; lib/events/evaluate-in-thread.db.test.ts tests the results of evaluations.

/** Costs more steps than a request may use on the main thread, and fewer than one evaluation may use. */
const condition = "data.items.exists(item, item > 100) || data.items.exists(item, item == 2)";
const items = Array.from({ length: 12_000 }, (_item, index) => index % 3);

test("a single event and a batch, matched with a costly condition in a thread, are accepted and delivered", async ({
  system,
  receiver,
}) => {
  await createWebhook(system, {
    name: "Costly",
    url: receiver.url("/costly"),
    triggers: [{ eventType: "OpportunityUpdated", condition }],
  });
  const makeLargeEvent = (entityId: string) => ({ type: "OpportunityUpdated", entityId, data: { items } });
  const batch = { events: [makeLargeEvent("costly-1"), makeLargeEvent("costly-2")] };
  const [single, several] = await Promise.all([
    call(system, "POST", "/api/v1/events", makeLargeEvent("costly-0")),
    call(system, "POST", "/api/v1/events/batch", batch),
  ]);
  expect(single.status, single.text).toBe(202);
  expect(several.status, several.text).toBe(202);
  expect(single.body.deliveries).toBe(1);
  for (const entityId of ["costly-0", "costly-1", "costly-2"])
    await waitForState(system, entityId, "succeeded");
});

test("a costly event that a Next route simulates is evaluated in a thread and delivered", async ({
  system,
  receiver,
}) => {
  const createResponse = await call(system, "POST", "/api/v1/event-types", {
    name: "costly.counted",
    title: "Counted",
    entityType: "Loan",
    validation: "enforce",
    schema: { properties: { items: { items: { type: "integer", minimum: 0, maximum: 9 } } } },
    sample: { entityId: "costly-sample", data: { items } },
  });
  expect(createResponse.status, createResponse.text).toBe(201);
  const { id } = await createWebhook(system, {
    name: "Simulated",
    url: receiver.url("/simulated"),
    dialect: "loanpro",
    triggers: ["PaymentPosted"],
    options: {
      contentType: "text/plain",
      bodyTemplate: "nines: {% for i in data.items %}{% if i == 9 %}x{% endif %}{% endfor %}",
    },
  });
  const simulated = await call(system, "POST", `/api/v1/webhooks/${id}/simulate`, {
    eventType: "costly.counted",
  });
  expect(simulated.status, simulated.text).toBe(202);
  await waitForState(system, "costly-sample", "succeeded");
});
