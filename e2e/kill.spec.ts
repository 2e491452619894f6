import { behaviours } from "../testing/receiver";
import { call, createWebhook, deliveryOf, postEvent, reaches } from "./api";
import { expect, test } from "./fixtures";
import type { System } from "./system";

test.skip(Boolean(process.env.INNGEST_BASE_URL), "with Inngest there is no worker to kill");

test("kill -9 during a delivery: it ends, with at most one repeat, and says what is not known", async ({
  system,
  receiver,
}) => {
  receiver.respond(behaviours.hang);
  await createWebhook(system, { url: receiver.url(), triggers: ["OpportunityUpdated"], timeoutSeconds: 3 });
  await postEvent(system, { type: "OpportunityUpdated", entityId: "killed-1" });
  await receiver.waitFor(1);
  await system.worker?.stop("SIGKILL");
  receiver.respond({ status: 200 });
  await system.startWorker();
  const { attempts } = await reaches(system, "killed-1", "succeeded", 30_000);
  expect(attempts).toMatchObject([
    { number: 1, outcome: "unknown" },
    { number: 2, outcome: "succeeded" },
  ]);
  expect(receiver.requests).toHaveLength(2);
  expect(receiver.requests[1]?.body).toEqual(receiver.requests[0]?.body);
});

test("events accepted while no worker lives are delivered by the next one; nothing is lost in a storm of kills", async ({
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
    await system.worker?.stop("SIGKILL");
    await system.startWorker();
  }
  // One that is not there yet, as it stands.
  const missing = async () => {
    const there = new Set(await succeeded(system, id));
    const entityId = ids.find((one) => !there.has(one));
    return entityId ? deliveryOf(system, entityId) : null;
  };
  // After the longest lease (8 s), and well before the next minute's sweep could cover for a lost signal.
  await expect.poll(missing, { timeout: 25_000, intervals: [250] }).toBeNull();
  const seen = receiver.requests.map((request) => JSON.parse(String(request.body)).entityId as string);
  expect(new Set(seen)).toEqual(new Set(ids));
  const repeats = seen.length - ids.length;
  // What was in flight at a kill may come twice, once each.
  for (const entityId of ids)
    expect(seen.filter((id) => id === entityId).length).toBeLessThanOrEqual(1 + kills.length);
  expect(repeats).toBeLessThanOrEqual(kills.length * 100);
});

/** Of which entities this webhook's deliveries have succeeded. */
async function succeeded(system: System, webhookId: string): Promise<string[]> {
  const found: string[] = [];
  for (let after = ""; ; ) {
    const path = `/api/v1/deliveries?webhookId=${webhookId}&state=succeeded&limit=200${after}`;
    const { body } = await call(system, "GET", path);
    found.push(...body.items.map(({ entityId }: { entityId: string }) => entityId));
    if (!body.nextCursor) return found;
    after = `&cursor=${body.nextCursor}`;
  }
}
