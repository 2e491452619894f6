import { expect, test } from "vitest";
import { attemptUntilDone, makeWebhook, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { makeScope, type Scope } from "../scope/scope";
import { loadAnswer } from "./load-answer";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
const answerFor = (entityId: string, who: Scope = scope) =>
  loadAnswer(who, { entityType: "Opportunity", entityId });

test("an answer says what became of the newest event, and which other deliveries are not delivered", async () => {
  await makeWebhook({ url: receiver.url(), name: "Agency", triggers: ["OpportunityClose"] });
  await makeWebhook({ url: receiver.url(), name: "Core", triggers: ["OpportunityUpdated"] });
  const failing = await makeWebhook({
    url: receiver.url(),
    name: "Paused one",
    triggers: ["OpportunityCreated"],
    retryDelays: [],
    failurePolicy: { kind: "failures", count: 1 },
  });
  receiver.respond({ status: 500 });
  const [failed = ""] = await postEvent({ type: "OpportunityCreated", entityId: "A-1" });
  await attemptUntilDone(failed);
  await postEvent({ type: "OpportunityCreated", entityId: "A-1" });
  receiver.respond({ status: 200 });
  const [, delivered = ""] = [
    ...(await postEvent({ type: "OpportunityClose", entityId: "A-1" })),
    ...(await postEvent({ entityId: "A-1" })),
  ];
  await attemptUntilDone(delivered);
  const { stateChangedAt } = await prisma().webhook.findUniqueOrThrow({ where: { id: failing.id } });
  const pending = {
    eventTitle: "Opportunity Closed",
    webhookName: "Agency",
    state: "pending",
    pausedSince: null,
  };
  const pausedSince = stateChangedAt.toISOString();
  const answer = await answerFor("A-1");
  expect(answer).toMatchObject({
    newestEvent: {
      title: "Opportunity Updated",
      deliveries: [{ webhookName: "Core", state: "succeeded", lastResponseCode: 200 }],
      deliveriesLeftOut: 0,
    },
    undelivered: [
      pending,
      { webhookName: "Paused one", state: "held", pausedSince },
      { webhookName: "Paused one", state: "failed", lastResponseCode: 500, attemptCount: 1, pausedSince },
    ],
    undeliveredLeftOut: 0,
    counts: { total: 4, succeeded: 1, failed: 1, held: 1, pending: 1, discarded: 0 },
    hasMore: false,
  });
  expect(answer?.undelivered[2]?.traceId).toBe(failed);
  expect(answer?.lastDelivered).toBeNull();
});

test("if nothing of the newest event is delivered, the answer has what was delivered last", async () => {
  await makeWebhook({ url: receiver.url(), name: "Core", triggers: ["OpportunityUpdated"] });
  await makeWebhook({ url: receiver.url(), name: "Agency", triggers: ["OpportunityClose"] });
  for (const entityId of ["A-6", "A-6"]) await attemptUntilDone((await postEvent({ entityId }))[0] ?? "");
  await postEvent({ type: "OpportunityClose", entityId: "A-6" });
  expect(await answerFor("A-6")).toMatchObject({
    newestEvent: { title: "Opportunity Closed", deliveries: [{ state: "pending" }] },
    lastDelivered: { eventTitle: "Opportunity Updated", webhookName: "Core", lastResponseCode: 200 },
    undelivered: [],
  });
});

test("an event that matched no webhook is the newest event too, and an ID that no event named has no answer", async () => {
  await postEvent({ entityId: "A-2" });
  expect(await answerFor("A-2")).toMatchObject({
    newestEvent: { title: "Opportunity Updated", deliveries: [] },
    counts: { total: 0 },
  });
  for (const id of ["a-2", "A-3", "", "\u0000", "x".repeat(201)]) expect(await answerFor(id)).toBeNull();
});

test("a partner's answer has only its own events and deliveries, and an answer takes a permission", async () => {
  const acme = await makePartnerScope("Acme");
  await makeWebhook({ url: receiver.url(), name: "Lender's" });
  await makeWebhook({ url: receiver.url(), name: "Acme's", partnerId: acme.partnerId });
  await postEvent({ entityId: "A-4", partnerId: acme.partnerId });
  await postEvent({ entityId: "A-4" });
  await postEvent({ entityId: "A-5" });
  expect(await answerFor("A-4", acme)).toMatchObject({
    newestEvent: { deliveries: [{ webhookName: "Acme's" }], deliveriesLeftOut: 0 },
    undelivered: [],
    counts: { total: 1 },
  });
  expect((await answerFor("A-4"))?.counts.total).toBe(3);
  expect(await answerFor("A-5", acme)).toBeNull();
  // However it came about that a partner has a delivery of an event that it cannot see.
  await pool().query("UPDATE events SET partner_id = NULL WHERE entity_id = 'A-4'");
  expect(await answerFor("A-4", acme)).toMatchObject({
    newestEvent: { title: "Opportunity Updated", deliveries: [{ webhookName: "Acme's" }] },
  });
  const withoutPermission = makeScope({ actor: scope.actor, partnerId: null, permissions: ["events:write"] });
  await expect(answerFor("A-4", withoutPermission)).rejects.toThrow("deliveries:read");
});

test("of many deliveries only the newest are counted, and the answer says how many it leaves out", async () => {
  await makeWebhook({ url: receiver.url() });
  const [traceId = ""] = await postEvent({ entityId: "A-6" });
  await setDeliveryState(traceId, "failed");
  await pool().query(
    `INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, unsuccessful_state, content_type)
     SELECT uuid_in(overlay(d.id::text placing lpad(to_hex(n), 4, '0') from 33)::cstring), gen_random_uuid(), d.webhook_id,
            d.event_type, d.entity_type, d.entity_id, d.state, d.unsuccessful_state, d.content_type
     FROM deliveries d, generate_series(1, 1000) n WHERE d.id = $1`,
    [traceId],
  );
  const answer = await answerFor("A-6");
  expect(answer).toMatchObject({ counts: { total: 1_000, failed: 1_000 }, hasMore: true });
  expect(answer?.undelivered).toHaveLength(3);
  expect(answer?.undeliveredLeftOut).toBeGreaterThan(990);
});
