import { expect, test } from "vitest";
import { WebhookQueue } from "./webhook-queue";

const listDueIds = (queue: WebhookQueue, now: number) =>
  queue.computeShares(now, 300).map(({ webhookId }) => webhookId);

test("a webhook gets a share from the time it is due, until a claim leaves nothing due", () => {
  const queue = new WebhookQueue();
  queue.add("a", 100);
  queue.add("b", 50);
  queue.add("a", 200);
  expect(listDueIds(queue, 40)).toEqual([]);
  expect(queue.getNextDueAt(40)).toBe(50);
  expect(listDueIds(queue, 60)).toEqual(["b"]);
  expect(listDueIds(queue, 100)).toEqual(["a", "b"]);
  queue.moveToEnd("b", Number.POSITIVE_INFINITY);
  queue.moveToEnd("a", 300);
  expect(listDueIds(queue, 200)).toEqual([]);
  expect(queue.getNextDueAt(200)).toBe(300);
});

test("a throttled webhook gets no share before its next turn, even if a notification names it, and the worker sleeps until then", () => {
  const queue = new WebhookQueue();
  queue.add("a", 0);
  queue.throttle("a", 100);
  queue.moveToEnd("a");
  queue.add("a", 50);
  expect(listDueIds(queue, 99)).toEqual([]);
  expect(queue.getNextDueAt(60)).toBe(100);
  expect(listDueIds(queue, 100)).toEqual(["a"]);
});

test("webhooks take turns: a webhook that was served goes to the end of the queue", () => {
  const queue = new WebhookQueue();
  for (const id of ["a", "b", "c"]) queue.add(id, 0);
  queue.moveToEnd("a");
  expect(listDueIds(queue, 1)).toEqual(["b", "c", "a"]);
});

test("a search for due webhooks replaces the webhooks known to be due, but keeps the requests in flight", () => {
  const queue = new WebhookQueue();
  queue.add("gone", 0);
  const end = queue.start("busy");
  queue.replace([{ webhookId: "found", partnerId: "p", dueInMs: -5 }], 1_000);
  expect(listDueIds(queue, 1_000)).toEqual(["found"]);
  expect(queue.inFlight).toBe(1);
  end();
  expect(queue.inFlight).toBe(0);
});

test("a webhook becomes quick with its first quick response, and gets more room", () => {
  const queue = new WebhookQueue();
  queue.add("a", 0);
  expect(queue.computeShares(performance.now(), 300)).toEqual([{ webhookId: "a", room: 37 }]);
  queue.start("a")();
  expect(queue.computeShares(performance.now(), 300)).toEqual([{ webhookId: "a", room: 100 }]);
});
