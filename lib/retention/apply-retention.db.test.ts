import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import {
  fillCatalogue,
  loadDelivery,
  makeWebhook,
  postEvent,
  scope,
  setDeliveryState,
} from "@/testing/ledger";
import { prisma } from "../db";
import { rotateKey } from "../webhooks/rotate-key";
import { applyRetention } from "./apply-retention";

useDatabase();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
beforeAll(fillCatalogue);

test("bodies are removed after 90 days and records after 13 months; open deliveries keep both", async () => {
  await makeWebhook({ url: "http://127.0.0.1:9/" });
  const [done = ""] = await postEvent({ data: { borrower: "Alice" } });
  const [pending = ""] = await postEvent({ data: { borrower: "Bob" } });
  await setDeliveryState(done, "succeeded");

  expect(await applyRetention(inDays(89))).toMatchObject({ bodies: 0, eventData: 0, deliveries: 0 });
  expect(await applyRetention(inDays(91))).toMatchObject({ bodies: 1, eventData: 1, deliveries: 0 });
  expect(await prisma().delivery.findUnique({ where: { id: done } })).toMatchObject({ body: null });
  expect((await prisma().delivery.findUnique({ where: { id: pending } }))?.body).not.toBeNull();
  expect((await prisma().event.findMany({ orderBy: { id: "asc" } })).map((event) => event.data)).toEqual([
    {},
    { borrower: "Bob" },
  ]);

  expect(await applyRetention(inDays(400))).toMatchObject({ deliveries: 1, events: 1 });
  expect(await loadDelivery(pending)).toMatchObject({ state: "pending" });
  expect(await prisma().delivery.count()).toBe(1);
});

test("a previous key is removed a week after its overlap ends, and not before", async () => {
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  await rotateKey(scope, id, { overlapHours: 24 });
  expect(await applyRetention(inDays(7))).toMatchObject({ previousKeys: 0 });
  expect(await applyRetention(inDays(9))).toMatchObject({ previousKeys: 1 });
  expect(await prisma().previousKey.count()).toBe(0);
});
