import { expect, test } from "vitest";
import { attemptDue, makeWebhook, moveCreation, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../../db";
import { newId, readIdTime } from "../../ids";
import { makeScope } from "../../scope/scope";
import { updateWebhook } from "../../webhooks/update-webhook";
import { countRecoverable } from "./count-recoverable";
import { findAffectedSince } from "./find-affected-since";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const hourMs = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * hourMs);

/** Makes a delivery of an event type in each of these states. */
async function makeDeliveriesInStates(type: string, states: string[]): Promise<void> {
  for (const state of states) {
    const [id = ""] = await postEvent({ type });
    await setDeliveryState(id, state);
  }
}

const pauseWebhook = (webhookId: string) =>
  pool().query("UPDATE webhooks SET state = 'paused', state_changed_at = now() WHERE id = $1", [webhookId]);

async function count(webhookId?: string, who = scope) {
  const counted = await countRecoverable(who, { webhookId, from: hoursAgo(1).toISOString(), to: undefined });
  return counted.ok ? counted.count : counted;
}

test("deliveries are counted by state and webhook, without those that cannot be sent and those of other tenants", async () => {
  const core = await makeWebhook({ url: receiver.url(), name: "Core" });
  const desk = await makeWebhook({ url: receiver.url(), name: "Desk", triggers: ["OpportunityCreated"] });
  await makeDeliveriesInStates("OpportunityUpdated", ["held", "held", "failed", "succeeded"]);
  await makeDeliveriesInStates("OpportunityCreated", ["failed", "discarded", "pending"]);
  await pauseWebhook(core.id);
  expect(await count()).toMatchObject({
    byState: {
      failed: { total: 2, excluded: 0 },
      held: { total: 2, oldest: expect.any(String) },
      discarded: { total: 1 },
    },
    webhooks: [
      { id: core.id, name: "Core", paused: true, failed: 1, held: 2, discarded: 0 },
      { id: desk.id, name: "Desk", paused: false, failed: 1, held: 0, discarded: 1 },
    ],
    rate: 50,
    canEnable: true,
  });
  const partnerId = newId();
  await prisma().partner.create({ data: { id: partnerId, name: "Alpha" } });
  const partner = makeScope({ actor: scope.actor, partnerId, permissions: ["deliveries:resend"] });
  expect(await count(undefined, partner)).toMatchObject({
    byState: { failed: { total: 0 }, held: { total: 0 } },
    webhooks: [],
    canEnable: false,
  });
  expect(await count(core.id, partner)).toMatchObject({ rejected: "unknown_webhook" });
  await updateWebhook(scope, desk.id, { state: "disabled" });
  expect(await count()).toMatchObject({
    byState: { failed: { total: 1, excluded: 1 }, held: { total: 2, excluded: 1 } },
    webhooks: [{ id: core.id }],
  });
  expect(await count(desk.id)).toMatchObject({ rejected: "webhook_disabled" });
});

test("a pause affects deliveries from the first failure that led to the pause, but none of an earlier outage", async () => {
  expect(await findAffectedSince(scope, undefined)).toBeNull();
  const settings = { url: receiver.url(), retryDelays: [], failurePolicy: { kind: "failures", count: 2 } };
  const { id } = await makeWebhook(settings);
  const [earlier = ""] = await postEvent();
  const moved = await moveCreation(earlier, hoursAgo(20));
  await setDeliveryState(moved, "failed");
  await pool().query("UPDATE deliveries SET completed_at = $2 WHERE id = $1", [moved, hoursAgo(19)]);

  receiver.respond({ status: 500 });
  const first = await moveCreation((await postEvent())[0] ?? "", hoursAgo(2));
  await attemptDue([first]);
  await attemptDue(await postEvent());
  expect(await prisma().webhook.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "paused" });
  expect(await findAffectedSince(scope, id)).toEqual(new Date(readIdTime(first)));

  // As if an older delivery had been waiting for a retry when the webhook was paused: it is held.
  await postEvent();
  const heldBefore = await moveCreation(await findHeld(id), hoursAgo(3));
  expect(await findAffectedSince(scope, undefined)).toEqual(new Date(readIdTime(heldBefore)));
  expect(await findAffectedSince(scope, newId())).toBeNull();
});

/** Finds the held delivery of a paused webhook. */
async function findHeld(webhookId: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT delivery_id AS id FROM open_deliveries WHERE webhook_id = $1 AND due_at IS NULL",
    [webhookId],
  );
  return rows[0]?.id ?? "";
}
