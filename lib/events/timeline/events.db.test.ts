import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { pool, prisma } from "../../db";
import { newId } from "../../ids";
import { allPermissions } from "../../scope/permissions";
import { makeScope } from "../../scope/scope";
import { findEventData } from "./event-data";
import { listEvents } from "./list-events";
import { findEventTimeline, listEntityTimeline } from "./queries";
import { eventPageQuerySchema, timelinePageQuerySchema } from "./schema";

useDatabase();
const url = "http://127.0.0.1:9/";
const partnerId = newId();
const partner = makeScope({ actor: scope.actor, partnerId, permissions: allPermissions });
const otherPartner = makeScope({ actor: scope.actor, partnerId: newId(), permissions: allPermissions });
const list = (query: Record<string, unknown> = {}, who = scope) =>
  listEvents(who, eventPageQuerySchema.parse(query));
const findNewestId = async (query: Record<string, unknown> = {}) => (await list(query)).items[0]?.id ?? "";

beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  await makeWebhook({ url, name: "Lender's core", triggers: ["*"] });
  await makeWebhook({ url, name: "Lender's off", triggers: ["*"], state: "disabled" });
  await makeWebhook({ url, name: "Lender's quiet", triggers: ["OpportunityCreated"] });
  await makeWebhook({ url, partnerId, name: "Acme core", triggers: ["OpportunityClose"] });
  await makeWebhook({ url, partnerId, name: "Acme quiet", triggers: ["OpportunityCreated"] });
  await makeWebhook({ url, partnerId, name: "Acme off", triggers: ["OpportunityClose"], state: "disabled" });
  await postEvent({ entityId: "o-1", type: "OpportunityUpdated" });
  await postEvent({ entityId: "o-1", type: "OpportunityClose", partnerId });
  await postEvent({ entityId: "o-2", type: "OpportunityUpdated", partnerId });
});

const listWebhookNames = (event: Awaited<ReturnType<typeof findEventTimeline>>) =>
  JSON.stringify(event?.steps).match(/(Lender's|Acme) \w+/g);

test("a partner sees its own events, and only its own webhooks in them", async () => {
  const { items } = await list({}, partner);
  expect(items).toMatchObject([
    { entityId: "o-2", deliveries: { total: 0 } },
    { entityId: "o-1", type: "OpportunityClose", deliveries: { total: 1 }, partnerName: "Acme" },
  ]);
  const close = await findEventTimeline(partner, items[1]?.id ?? "");
  expect(listWebhookNames(close)?.sort()).toEqual(["Acme core", "Acme core", "Acme off", "Acme quiet"]);
  const updated = await findEventTimeline(partner, items[0]?.id ?? "");
  expect(updated?.steps).toMatchObject([
    { kind: "received" },
    { kind: "unmatched" },
    { kind: "not_subscribed", count: 3 },
  ]);
  const timeline = timelinePageQuerySchema.parse({ entityType: "Opportunity", entityId: "o-1" });
  expect((await listEntityTimeline(partner, timeline)).items).toEqual([close]);
  expect((await listEntityTimeline(scope, timeline)).items).toHaveLength(2);
});

test("a partner cannot see events of the lender or of another partner", async () => {
  const lenderEventId = await findNewestId({ entityId: "o-1", eventType: "OpportunityUpdated" });
  expect(await findEventTimeline(partner, lenderEventId)).toBeNull();
  expect(await findEventData(partner, lenderEventId)).toBeNull();
  expect((await list({}, otherPartner)).items).toEqual([]);
  expect(
    await findEventTimeline(otherPartner, await findNewestId({ eventType: "OpportunityClose" })),
  ).toBeNull();
  expect(await findEventTimeline(scope, lenderEventId)).toMatchObject({ id: lenderEventId });
});

test("a partner's webhook is not listed as unsubscribed for events of other tenants", async () => {
  const lenderTimeline = await findEventTimeline(
    scope,
    await findNewestId({ entityId: "o-1", eventType: "OpportunityUpdated" }),
  );
  expect(listWebhookNames(lenderTimeline)).not.toContainEqual(expect.stringContaining("Acme"));
  const partnerTimeline = await findEventTimeline(scope, await findNewestId({ entityId: "o-2" }));
  expect(partnerTimeline?.steps.at(3)).toMatchObject({ kind: "not_subscribed", count: 4 });
});

test("filters apply, and each page continues where the previous page ended", async () => {
  expect((await list({ eventType: "OpportunityUpdated" })).items).toHaveLength(2);
  expect((await list({ entityType: "Opportunity", entityId: "o-1" })).items).toHaveLength(2);
  expect((await list({ matched: "none" })).items).toEqual([]);
  expect(await list({ matched: "none" }, partner)).toMatchObject({
    items: [{ entityId: "o-2" }],
    nextCursor: null,
  });
  expect((await list({ to: "2020-01-01T00:00:00Z" })).items).toEqual([]);
  const first = await list({ limit: 2 });
  const second = await list({ limit: 2, cursor: first.nextCursor });
  expect([...first.items, ...second.items]).toEqual((await list()).items);
  expect(second.nextCursor).toBeNull();
});

test("a search for unmatched events stops after a bounded number of events and continues on the next page", async () => {
  const now = Date.now();
  await pool().query(
    `INSERT INTO events (id, type, entity_type, entity_id, data, occurred_at, received_by, digest)
     SELECT id, 'OpportunityUpdated', 'Opportunity', 'crowd', '{}', now(), 'Tests', ''
     FROM unnest($1::uuid[]) AS e (id)`,
    [Array.from({ length: 20_001 }, (_, index) => newId(new Date(now - 60_000 + index)))],
  );
  await pool().query(
    `INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, content_type)
     SELECT e.id, e.id, w.id, e.type, e.entity_type, e.entity_id, 'succeeded', 'application/json'
     FROM (SELECT * FROM events WHERE entity_id = 'crowd' ORDER BY id OFFSET 1) e,
          (SELECT id FROM webhooks ORDER BY id LIMIT 1) w`,
  );
  const crowdQuery = { entityType: "Opportunity", entityId: "crowd", matched: "none" };
  const first = await list(crowdQuery);
  expect(first).toMatchObject({ items: [], nextCursor: expect.any(String) });
  const second = await list({ ...crowdQuery, cursor: first.nextCursor });
  expect(second).toMatchObject({ items: [{ deliveries: { total: 0 } }], nextCursor: null });
});

test("event data is shown with masked one-time codes, until retention removes it", async () => {
  await postEvent({ type: "WB_Send_Otp", entityId: "otp", data: { code: "482913", to: "Ann" } });
  const otp = await findNewestId({ entityId: "otp" });
  expect(await findEventData(scope, otp)).toEqual({
    changes: null,
    text: '{"code":"******","to":"Ann"}',
    masked: true,
    limited: false,
  });
  await prisma().eventData.delete({ where: { eventId: otp } });
  expect(await findEventData(scope, otp)).toBeNull();
  const changes = { code: { from: 5678, to: "482913" }, status: { from: "5678?", to: 1 } };
  await postEvent({
    type: "WB_Send_Otp",
    entityId: "again",
    data: { code: "482913", say: "PIN 482913" },
    changes,
  });
  expect(await findEventData(scope, await findNewestId({ entityId: "again" }))).toEqual({
    changes: '{"code":{"from":"******","to":"******"},"status":{"from":"******?","to":1}}',
    text: '{"code":"******","say":"PIN ******"}',
    masked: true,
    limited: false,
  });
  const occurredAt = "2026-11-21T09:00:00+01:00";
  for (const more of [{}, { occurredAt }, { changes: { rate: { from: 5, to: "x" } } }]) {
    await postEvent({ entityId: "empty", ...more });
    expect(await findEventData(scope, await findNewestId({ entityId: "empty" }))).toEqual({
      text: "{}",
      changes: more.changes ? JSON.stringify(more.changes) : null,
      masked: false,
      limited: false,
    });
  }
});

test("lists, timelines and data of events require deliveries:read; an invalid ID finds nothing", async () => {
  const scopeWithoutPermission = makeScope({
    actor: scope.actor,
    partnerId: null,
    permissions: ["events:write"],
  });
  const page = timelinePageQuerySchema.parse({ entityType: "Opportunity", entityId: "o-1" });
  await expect(list({}, scopeWithoutPermission)).rejects.toThrow("deliveries:read");
  await expect(listEntityTimeline(scopeWithoutPermission, page)).rejects.toThrow("deliveries:read");
  await expect(findEventTimeline(scopeWithoutPermission, newId())).rejects.toThrow("deliveries:read");
  await expect(findEventData(scopeWithoutPermission, newId())).rejects.toThrow("deliveries:read");
  expect(await findEventTimeline(scope, "1 OR 1=1")).toBeNull();
  expect(await findEventData(scope, "x")).toBeNull();
});

test("an event that was made from a message of a source shows the message, and whether it was verified", async () => {
  await postEvent({ entityId: "from-source" });
  const eventId = await findNewestId({ entityId: "from-source" });
  expect(await findEventTimeline(scope, eventId)).toMatchObject({ source: null });
  const messageId = newId();
  for (const verified of [true, false]) {
    await pool().query("UPDATE events SET message_id = $2, verified = $3 WHERE id = $1", [
      eventId,
      messageId,
      verified,
    ]);
    expect(await findEventTimeline(scope, eventId)).toMatchObject({ source: { messageId, verified } });
    expect((await list({ entityId: "from-source" })).items).toMatchObject([
      { source: { messageId, verified } },
    ]);
  }
});
