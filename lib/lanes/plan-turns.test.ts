import { expect, test } from "vitest";
import type { LockedLane } from "./lane-locks";
import { limitShares, planTurns } from "./plan-turns";

const makeSettings = (id: string, maxRequestsPerSecond: number | null, sequence = false) => ({
  id,
  maxRequestsPerSecond,
  sequence,
});
const makeLane = (webhookId: string, set: Partial<LockedLane> = {}): [string, LockedLane] => [
  webhookId,
  { webhookId, waitMs: 0, manualWaitMs: 0, nextNumber: 1n, ...set },
];
const mapById = <T extends { id: string }>(...items: T[]) => new Map(items.map((item) => [item.id, item]));

test("a throttled webhook gets a portion when its turn has come; webhooks without a throttle keep their shares", () => {
  const settings = mapById(
    makeSettings("free", null),
    makeSettings("numbered", null, true),
    makeSettings("ready", 50),
    makeSettings("waits", 50),
    makeSettings("locked", 50),
  );
  const lanes = new Map([
    makeLane("numbered"),
    makeLane("ready", { waitMs: -3 }),
    makeLane("waits", { waitMs: 40 }),
  ]);
  const shares = [...settings.keys(), "unreadable"].map((webhookId) => ({ webhookId, room: 30 }));
  expect(limitShares(shares, settings, lanes)).toEqual({
    shares: [
      { webhookId: "free", room: 30 },
      { webhookId: "numbered", room: 30 },
      { webhookId: "ready", room: 5 },
    ],
    busyWebhookIds: ["locked"],
    throttledForMs: new Map([["waits", 40]]),
  });
});

test("deliveries without a sequence number get one, in the order of their IDs; every attempt counts toward the throttle", () => {
  const settings = mapById(makeSettings("a", 10, true), makeSettings("b", null, true), makeSettings("c", 4));
  const lanes = new Map([makeLane("a", { nextNumber: 7n }), makeLane("b"), makeLane("c")]);
  const claimed = [
    { webhookId: "a", deliveryId: "3", sequence: null },
    { webhookId: "c", deliveryId: "4", sequence: null },
    { webhookId: "a", deliveryId: "1", sequence: null },
    { webhookId: "a", deliveryId: "2", sequence: "5" },
  ];
  expect(planTurns(claimed, settings, lanes)).toEqual([
    {
      webhookId: "a",
      seconds: 0.3,
      newlyNumbered: [
        { deliveryId: "1", sequence: 7n },
        { deliveryId: "3", sequence: 8n },
      ],
    },
    { webhookId: "c", seconds: 0.25, newlyNumbered: [] },
  ]);
});
