import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { attemptUntilDone, fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { prisma } from "../db";
import { recordEntities } from "../entities/record-entities";
import { newId } from "../ids";
import { allPermissions, type Permission } from "../scope/permissions";
import { makeScope, type Scope } from "../scope/scope";
import { search } from "./search";

const findMatches = async (as: Scope, text: string) => (await search(as, text)).matches;

useDatabase();
const partnerId = newId();
const makeScopeWith = (permissions: readonly Permission[], partner: string | null = null) =>
  makeScope({ actor: scope.actor, partnerId: partner, permissions });
const historyReader = makeScopeWith(["deliveries:read"]);
let traceId = "";
let partnersTraceId = "";
const ids = { webhook: "", event: "", attempt: "" };

beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  ids.webhook = (
    await makeWebhook({
      name: "Core feed 100%",
      url: "http://127.0.0.1:9/",
      triggers: ["OpportunityUpdated"],
    })
  ).id;
  await makeWebhook({
    name: "Core, never used",
    url: "http://127.0.0.1:9/",
    triggers: ["OpportunityDeleted"],
  });
  [traceId = ""] = await postEvent({ type: "OpportunityUpdated", entityId: "O-1" });
  await attemptUntilDone(traceId);
  ids.event = (await prisma().delivery.findUniqueOrThrow({ where: { id: traceId } })).eventId;
  ids.attempt = (await prisma().attempt.findFirstOrThrow({ where: { deliveryId: traceId } })).id;
  await makeWebhook({
    name: "Acme core",
    url: "http://127.0.0.1:9/",
    partnerId,
    triggers: ["OpportunityClose"],
  });
  [partnersTraceId = ""] = await postEvent({ type: "OpportunityClose", entityId: "O-1", partnerId });
});

test("an ID finds its delivery, attempt, webhook or entity, ignoring case and surrounding spaces", async () => {
  expect(await findMatches(historyReader, ` ${traceId.toUpperCase()} `)).toMatchObject([
    { kind: "delivery", traceId, title: expect.any(String), entityId: "O-1" },
  ]);
  expect(await findMatches(historyReader, ids.event)).toMatchObject([{ kind: "delivery", traceId }]);
  expect(await findMatches(historyReader, ids.attempt)).toMatchObject([
    { kind: "attempt", traceId, attemptId: ids.attempt, number: 1 },
  ]);
  expect(await findMatches(historyReader, ids.webhook)).toMatchObject([
    { kind: "webhook", webhookId: ids.webhook },
  ]);
  expect(await findMatches(historyReader, "O-1")).toEqual([
    { kind: "entity", entityType: "Opportunity", entityId: "O-1", whole: true },
  ]);
});

test("entities are found by the beginning of their IDs, in any case; only the exact ID is a whole match", async () => {
  await postEvent({ type: "OpportunityUpdated", entityId: "Mixed-1" });
  await postEvent({ type: "OpportunityUpdated", entityId: "mixed-1" });
  while (await recordEntities());
  const listEntityIds = async (as: typeof scope, text: string) =>
    (await findMatches(as, text)).map((match) => (match.kind === "entity" ? match.entityId : match.kind));
  const findWhole = async (text: string) =>
    (await findMatches(historyReader, text)).filter(({ whole }) => whole);
  expect((await listEntityIds(historyReader, "MIXED-1")).sort()).toEqual(["Mixed-1", "mixed-1"]);
  expect((await listEntityIds(historyReader, "mixeD-")).sort()).toEqual(["Mixed-1", "mixed-1"]);
  expect(await listEntityIds(historyReader, "Mixed-1")).toEqual(["Mixed-1", "mixed-1"]);
  expect(await findWhole("Mixed-1")).toMatchObject([{ entityId: "Mixed-1" }]);
  expect(await findWhole("MIXED-1")).toEqual([]);
  expect(await listEntityIds(historyReader, "Mi%")).toEqual([]);
  expect(await listEntityIds(makeScopeWith(allPermissions, partnerId), "MIXED-1")).toEqual([]);
});

test("part of a webhook's name finds the webhook, and % is an ordinary character", async () => {
  const listNames = async (as: typeof scope, text: string) =>
    (await findMatches(as, text)).map((match) => (match.kind === "webhook" ? match.name : match.kind));
  expect(await listNames(makeScopeWith(["webhooks:read"]), "core")).toEqual([
    "Acme core",
    "Core feed 100%",
    "Core, never used",
  ]);
  expect(await listNames(historyReader, "core")).toEqual(["Acme core", "Core feed 100%"]);
  expect(await listNames(historyReader, "100%")).toEqual(["Core feed 100%"]);
  expect(await listNames(historyReader, "c%e")).toEqual([]);
});

test("a partner finds only its own data, and search requires a read permission", async () => {
  const partner = makeScopeWith(allPermissions, partnerId);
  expect(await findMatches(partner, traceId)).toEqual([]);
  expect(await findMatches(partner, ids.attempt)).toEqual([]);
  expect(await findMatches(partner, ids.event)).toEqual([]);
  expect(await findMatches(partner, ids.webhook)).toEqual([]);
  expect(await findMatches(partner, partnersTraceId)).toMatchObject([
    { kind: "delivery", traceId: partnersTraceId },
  ]);
  expect(await findMatches(makeScopeWith(["webhooks:read"]), traceId)).toEqual([]);
  await expect(search(makeScopeWith(["events:write"]), traceId)).rejects.toThrow("deliveries:read");
});

test("an event without deliveries is found only by users who can see the event", async () => {
  await postEvent({ type: "OpportunityCreated", entityId: "O-2" });
  const { id: eventId } = await prisma().event.findFirstOrThrow({ where: { entityId: "O-2" } });
  expect(await findMatches(historyReader, eventId)).toMatchObject([
    { kind: "event", eventId, entityId: "O-2" },
  ]);
  expect(await findMatches(makeScopeWith(allPermissions, partnerId), eventId)).toEqual([]);
});

test("event types are found by a part of their title, and partners by a part of their name, with the permissions of their pages", async () => {
  const manager = makeScopeWith(allPermissions);
  expect(await findMatches(manager, "opportunity UPDATED")).toEqual([
    { kind: "eventType", name: "OpportunityUpdated", title: "Opportunity Updated", whole: true },
  ]);
  expect(await findMatches(manager, "acm")).toMatchObject([
    { kind: "webhook", name: "Acme core", whole: false },
    { kind: "partner", partnerId, whole: false },
  ]);
  const viewer = makeScopeWith(["deliveries:read", "event-types:read"]);
  expect(await findMatches(viewer, "acme")).toMatchObject([{ kind: "webhook" }]);
  expect(await findMatches(historyReader, "opportunity updated")).toEqual([]);
});

test("an empty, invalid or unknown search text has no results", async () => {
  for (const text of ["", "  ", "\u0000", "nobody"])
    expect(await findMatches(historyReader, text)).toEqual([]);
});
