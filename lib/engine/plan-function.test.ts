import { eventType, type InngestFunction } from "inngest";
import { expect, test } from "vitest";
import { inngest } from "@/testing/engine";
import { planFunction } from "./plan-function";

type Options = Omit<InngestFunction.Options, "id">;

function makePlan(options: Options) {
  return planFunction(
    inngest.createFunction({ id: "toy", ...options }, async () => undefined),
    "app",
  );
}

const triggers = [{ event: "a" }];

test("a plan contains what the function's options declare", () => {
  const plannedFunction = makePlan({
    triggers: [
      { event: "a", if: "event.data.first == true" },
      { event: eventType("b") },
      { cron: "*/5 * * * *" },
    ],
    batchEvents: { maxSize: 100, timeout: "1s", key: "event.data.webhookId" },
    concurrency: [{ key: "event.data.webhookId", limit: 4 }, { limit: 50 }],
    retries: 7,
  });
  expect(plannedFunction).toMatchObject({
    id: "app-toy",
    batchSize: 100,
    limit: 50,
    keyLimit: 4,
    retries: 7,
  });
  expect(plannedFunction.crons).toEqual(["*/5 * * * *"]);
  expect(plannedFunction.triggers.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(plannedFunction.getKey({ name: "a", data: { webhookId: "w" } })).toBe("w");
  expect(plannedFunction.getKey({ name: "a", data: { webhookId: 5 } })).toBe("5");
  expect(plannedFunction.getKey({ name: "a", data: {} })).toBe("-");
  expect(plannedFunction.triggers[0]?.matches({ name: "a", data: { first: false } })).toBe(false);
  expect(plannedFunction.canBatch({ name: "a", data: {} })).toBe(true);
});

test("a plan's defaults are no limits, no batches and three retries, as on Inngest", () => {
  const plan = makePlan({ triggers });
  expect(plan).toMatchObject({ batchSize: 1, limit: Infinity, keyLimit: Infinity, retries: 3 });
  expect(plan.canBatch({ name: "a", data: {} })).toBe(false);
  expect(makePlan({ triggers, concurrency: 0 }).limit).toBe(Infinity);
  expect(makePlan({ triggers, concurrency: 2 }).limit).toBe(2);
});

test("a batch excludes signals that do not match its condition", () => {
  const plan = makePlan({
    triggers,
    batchEvents: { maxSize: 9, timeout: "1s", if: "event.data.first == true" },
  });
  expect(plan.canBatch({ name: "a", data: { first: true } })).toBe(true);
  expect(plan.canBatch({ name: "a", data: { first: false } })).toBe(false);
});

test.each<[string, Options, string]>([
  ["throttle", { triggers, throttle: { limit: 1, period: "1s" } }, "unsupported option throttle"],
  ["onFailure", { triggers, onFailure: async () => undefined }, "unsupported option onFailure"],
  ["a wildcard", { triggers: [{ event: "app/*" }] }, 'wildcards are not supported ("app/*")'],
  [
    "an unsupported if",
    { triggers: [{ event: "a", if: "event.data.n > 1" }] },
    'the condition "event.data.n > 1"',
  ],
  ["an invalid cron pattern", { triggers: [{ cron: "every day" }] }, "CronPattern"],
  [
    "an unsupported scope",
    { triggers, concurrency: { limit: 1, scope: "account", key: '"x"' } },
    "concurrency",
  ],
  [
    "two different keys",
    {
      triggers,
      concurrency: [
        { key: "event.data.a", limit: 1 },
        { key: "event.data.b", limit: 1 },
      ],
    },
    "must be the same",
  ],
  [
    "a batch without the limit's key",
    { triggers, batchEvents: { maxSize: 2, timeout: "1s" }, concurrency: { key: "event.data.a", limit: 1 } },
    "must be the same",
  ],
])("the embedded engine rejects a function with %s, and says why", (_, options, message) => {
  expect(() => makePlan(options)).toThrow('The embedded engine cannot run "toy"');
  expect(() => makePlan(options)).toThrow(message);
});
