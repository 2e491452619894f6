import { beforeAll, expect, test } from "vitest";
import { attemptDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { listOwnEvents, listOwnEventTypes, publishAll } from "@/testing/own-events";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { createEventTypeSchema } from "../catalogue/schema";
import { updateEventType } from "../catalogue/update-event-type";
import { prisma } from "../db";
import { newId } from "../ids";
import { simulateEvent } from "../playground/simulate-event";
import { createWebhook } from "../webhooks/create-webhook";
import { createWebhookSchema } from "../webhooks/schema";
import { updateWebhook } from "../webhooks/update-webhook";
import { acceptEvent } from "./accept-events";
import { eventSchema } from "./schema";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const acmeId = newId();
beforeAll(async () => {
  await prisma().partner.create({ data: { id: acmeId, name: "Acme" } });
});

const createTestWebhook = async (settings: Record<string, unknown>) =>
  (await makeWebhook({ url: receiver.url(), retryDelays: [], ...settings })).id;

test("a partner's webhook gets only own events about the partner's webhooks; the lender's webhook gets all of them", async () => {
  const triggers = ["hookledger.webhook.paused"];
  const [lenderAlertsId, partnerAlertsId] = [
    await createTestWebhook({ triggers }),
    await createTestWebhook({ triggers, partnerId: acmeId }),
  ];
  await createTestWebhook({ failurePolicy: { kind: "failures", count: 1 } });
  const partnerWebhookId = await createTestWebhook({
    partnerId: acmeId,
    failurePolicy: { kind: "failures", count: 1 },
  });
  receiver.respond({ status: 500 });
  await attemptDue(await postEvent({ partnerId: acmeId }));
  await publishAll();
  expect(await listOwnEventTypes(lenderAlertsId)).toHaveLength(2);
  expect((await listOwnEvents(partnerAlertsId)).map(({ data }) => data.webhookId)).toEqual([
    partnerWebhookId,
  ]);

  for (const eventType of ["hookledger.audit", "hookledger.key.revealed"]) {
    const settings = { url: receiver.url(), partnerId: acmeId, triggers: [eventType] };
    expect(await createWebhook(scope, createWebhookSchema.parse(settings)), eventType).toMatchObject({
      invalid: [{ field: "triggers.0", code: "unknown_event_type" }],
    });
    expect(
      await updateWebhook(scope, partnerWebhookId, {
        triggers: createWebhookSchema.parse(settings).triggers,
      }),
    ).toMatchObject({
      invalid: [{ field: "triggers.0", message: expect.stringContaining("Only the lender's webhooks") }],
    });
  }
});

test("callers cannot send own events, or create or change their event types, but can simulate own events", async () => {
  for (const type of ["hookledger.webhook.paused", "hookledger.mine", "Hookledger.Audit"]) {
    expect(await acceptEvent(scope, eventSchema.parse({ type, entityId: "w-1" })), type).toMatchObject({
      ok: false,
      rejected: "reserved_event_type",
    });
    const custom = {
      name: type,
      title: "x",
      entityType: "X",
      schema: {},
      sample: { entityId: "1", data: {} },
    };
    expect(createEventTypeSchema.safeParse(custom).success, type).toBe(false);
  }
  expect(await updateEventType(scope, "hookledger.audit", { validation: "enforce" })).toMatchObject({
    rejected: "built_in",
  });
  const id = await createTestWebhook({ triggers: ["hookledger.webhook.paused"] });
  const simulated = await simulateEvent(scope, id, "hookledger.webhook.paused");
  if (!simulated.ok) throw new Error(simulated.message);
  expect(await prisma().event.findUnique({ where: { id: simulated.eventId } })).toMatchObject({
    simulated: true,
  });
});
