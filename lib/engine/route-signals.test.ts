import { expect, test } from "vitest";
import { inngest } from "@/testing/engine";
import { createPlanner, routeSignals } from "./route-signals";

const firstFunction = inngest.createFunction(
  {
    id: "route-first",
    triggers: [{ event: "due", if: "event.data.first == true" }],
    batchEvents: { maxSize: 100, timeout: "1s", key: "event.data.webhookId", if: "event.data.alone != true" },
  },
  async () => undefined,
);
const later = inngest.createFunction(
  {
    id: "route-later",
    triggers: [{ event: "due", if: "event.data.first == false" }],
    concurrency: { key: "event.data.webhookId", limit: 8 },
  },
  async () => undefined,
);
const plans = createPlanner("app")([firstFunction, later]);

test("a signal starts a run of each function whose trigger it matches, with the signal's key and time", () => {
  const ts = Date.parse("2030-01-01T00:00:00Z");
  const runs = routeSignals(
    [
      { name: "due", data: { first: true, webhookId: "a" } },
      { name: "due", data: { first: false, webhookId: "b" }, ts },
      { name: "due", data: { webhookId: "c" } },
    ],
    plans,
  );
  expect(runs).toMatchObject([
    { functionId: "app-route-first", key: "a", dueAt: undefined, progress: undefined },
    { functionId: "app-route-later", key: "b", dueAt: new Date(ts), progress: undefined },
  ]);
});

test("a signal that does not match the batch condition becomes a run of its own", () => {
  const [run] = routeSignals([{ name: "due", data: { first: true, alone: true } }], plans);
  expect(run?.progress).toMatchObject({ steps: {}, attempt: 0 });
});

test("a signal whose name triggers no function is an error", () => {
  expect(() => routeSignals([{ name: "dew", data: {} }], plans)).toThrow(
    'no function in this process is triggered by the signal "dew"',
  );
});

test("a function that is created again replaces the earlier one", () => {
  const getPlans = createPlanner("app");
  const functions = [firstFunction, later];
  expect(getPlans(functions)).toHaveLength(2);
  const replacement = inngest.createFunction(
    { id: "route-first", triggers: [{ event: "new" }] },
    async () => undefined,
  );
  expect(getPlans([...functions, replacement]).map(({ triggers }) => triggers[0]?.name)).toEqual([
    "new",
    "due",
  ]);
});
