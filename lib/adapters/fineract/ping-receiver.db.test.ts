import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { buildHookConfig, buildHookInput, createTestHook } from "@/testing/fineract-hooks";
import { fillCatalogue } from "@/testing/ledger";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { prisma } from "../../db";
import { closeSender } from "../../deliveries/sender";

useDatabase();
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  await fillCatalogue();
});
afterAll(async () => {
  await closeSender();
  await receiver.close();
});

test("a new hook's receiver is pinged once, without secrets, and the audit trail records the outcome", async () => {
  const path = "/pinged";
  receiver.respond({ status: 500 });
  const fields = { "Receiver Authentication": "bearer", "Receiver Token": "secret-token" };
  const id = await createTestHook(
    buildHookInput({ config: { ...buildHookConfig(fields), "Payload URL": receiver.url(path) } }),
  );
  const { id: targetId } = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
  await expect
    .poll(() => prisma().auditEntry.findMany({ where: { targetId, action: "webhook.pinged" } }))
    .toMatchObject([{ details: { responseCode: 500, url: receiver.url(path) } }]);
  const pings = receiver.requests.filter(({ url }) => url === path);
  expect(pings).toMatchObject([{ method: "GET", body: Buffer.alloc(0) }]);
  expect(JSON.stringify(pings[0]?.rawHeaders)).not.toContain("secret-token");
  receiver.respond({ status: 200 });
});

test("creating a hook does not wait for a ping that hangs", async () => {
  let heldResponse: ServerResponse | undefined;
  receiver.respond((_request, response) => {
    heldResponse = response;
    return undefined;
  });
  const id = await createTestHook(
    buildHookInput({ config: buildHookConfig({ "Payload URL": receiver.url("/hangs") }) }),
  );
  await expect.poll(() => heldResponse).toBeTruthy();
  const { id: targetId } = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
  const countPings = () => prisma().auditEntry.count({ where: { targetId, action: "webhook.pinged" } });
  expect(await countPings()).toBe(0);
  heldResponse?.writeHead(200).end();
  receiver.respond({ status: 200 });
  await expect.poll(countPings).toBe(1);
});

test("a receiver that is down does not prevent its hook from being created", async () => {
  const id = await createTestHook(
    buildHookInput({ config: buildHookConfig({ "Payload URL": "http://127.0.0.1:9/" }) }),
  );
  const { id: targetId } = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
  await expect
    .poll(() => prisma().auditEntry.findMany({ where: { targetId, action: "webhook.pinged" } }))
    .toMatchObject([{ details: { error: "connect_refused" } }]);
});
