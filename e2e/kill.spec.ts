import { createHmac } from "node:crypto";
import { behaviours, startReceiver } from "../testing/receiver";
import { call, createWebhook, fetchDelivery, postEvent, waitForState } from "./api";
import { createTestWithOwnSystem, expect, test } from "./fixtures";
import type { System } from "./system";

const testWithOwnSystem = createTestWithOwnSystem();

test("after kill -9 during an attempt, that attempt's outcome is unknown and the delivery succeeds with one repeat", async ({
  system,
  receiver,
}) => {
  receiver.respond(behaviours.hang);
  await createWebhook(system, { url: receiver.url(), triggers: ["OpportunityUpdated"], timeoutSeconds: 3 });
  await postEvent(system, { type: "OpportunityUpdated", entityId: "killed-1" });
  await receiver.waitFor(1);
  await system.worker.stop("SIGKILL");
  receiver.respond({ status: 200 });
  await system.startWorker();
  const { attempts } = await waitForState(system, "killed-1", "succeeded", 30_000);
  expect(attempts).toMatchObject([
    { number: 1, outcome: "unknown" },
    { number: 2, outcome: "succeeded" },
  ]);
  expect(receiver.requests).toHaveLength(2);
  expect(receiver.requests[1]?.body).toEqual(receiver.requests[0]?.body);
});

test("while events arrive, repeated kills of the worker lose nothing, and repeat a delivery at most once per kill", async ({
  system,
  receiver,
}) => {
  const webhook = { url: receiver.url(), triggers: ["OpportunityCreated"], timeoutSeconds: 3 };
  const { id } = await createWebhook(system, webhook);
  const ids = Array.from({ length: 300 }, (_, index) => `storm-${index}`);
  const kills = [75, 150, 225];
  for (const [index, entityId] of ids.entries()) {
    await postEvent(system, { type: "OpportunityCreated", entityId });
    if (!kills.includes(index)) continue;
    await system.worker.stop("SIGKILL");
    await system.startWorker();
  }
  // Returns the first delivery that has not succeeded yet, to show it in the failure message.
  const findMissingDelivery = async () => {
    const deliveredIds = new Set(await listDeliveredEntityIds(system, id));
    const entityId = ids.find((id) => !deliveredIds.has(id));
    return entityId ? fetchDelivery(system, entityId) : null;
  };
  // The timeout is longer than the longest lease (8 s), and shorter than the minute between two sweeps.
  await expect.poll(findMissingDelivery, { timeout: 25_000, intervals: [250] }).toBeNull();
  const receivedEntityIds = receiver.requests.map(
    (request) => JSON.parse(String(request.body)).entityId as string,
  );
  expect(new Set(receivedEntityIds)).toEqual(new Set(ids));
  const repeats = receivedEntityIds.length - ids.length;
  // Each kill may repeat the deliveries in flight, once each.
  for (const entityId of ids)
    expect(receivedEntityIds.filter((id) => id === entityId).length).toBeLessThanOrEqual(1 + kills.length);
  expect(repeats).toBeLessThanOrEqual(kills.length * 100);
});

testWithOwnSystem(
  "kills of worker and web between a source's 2xx and the delivery lose no message",
  async ({ system }) => {
    // Not the fixture, which deletes the webhooks afterwards: web is gone by then.
    const receiver = await startReceiver();
    await createWebhook(system, { url: receiver.url(), triggers: ["OpportunityDeleted"] });
    const key = "0123456789abcdef";
    const { body: source } = await call(system, "POST", "/api/v1/sources", {
      name: "Kills",
      system: "precisionlender",
      key,
    });
    const ids = Array.from({ length: 60 }, (_, index) => `message-${index}`);
    for (const [index, entityId] of ids.entries()) {
      const body = JSON.stringify({
        id: crypto.randomUUID(),
        eventName: "OpportunityDeleted",
        entity: "Opportunity",
        entityId,
      });
      const signature = createHmac("sha256", key).update(body).digest("base64");
      const url = source.url;
      const { status } = await fetch(url, { method: "POST", headers: { "X-PL-Signature": signature }, body });
      expect(status).toBe(200);
      if (index % 20 !== 10) continue;
      await system.worker.stop("SIGKILL");
      await system.startWorker();
    }
    // On an Inngest server, web passes the engine's requests on to the worker.
    if (!system.inngest) await system.web.stop("SIGKILL");
    const listReceivedIds = () =>
      new Set(receiver.requests.map(({ body }) => JSON.parse(String(body)).entityId));
    await expect.poll(() => listReceivedIds().size, { timeout: 25_000, intervals: [250] }).toBe(ids.length);
    expect(listReceivedIds()).toEqual(new Set(ids));
    await receiver.close();
  },
);

/** The entity IDs of this webhook's successful deliveries. */
async function listDeliveredEntityIds(system: System, webhookId: string): Promise<string[]> {
  const entityIds: string[] = [];
  for (let after = ""; ; ) {
    const path = `/api/v1/deliveries?webhookId=${webhookId}&state=succeeded&limit=200${after}`;
    const { body } = await call(system, "GET", path);
    entityIds.push(...body.items.map(({ entityId }: { entityId: string }) => entityId));
    if (!body.nextCursor) return entityIds;
    after = `&cursor=${body.nextCursor}`;
  }
}
