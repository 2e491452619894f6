import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { prisma } from "../db";
import { makeScope, type Scope } from "../scope/scope";
import { findOtherSpellings, isReadingOlderEvents, listEntities } from "./queries";
import { recordEntities } from "./record-entities";
import { entityPageQuerySchema } from "./schema";

useDatabase();
const url = "http://127.0.0.1:9/";
let acme: Scope & { partnerId: string };
const list = (who: Scope, query: object = {}) =>
  listEntities(who, entityPageQuerySchema.parse({ entityType: "Opportunity", ...query }));
const listIds = async (who: Scope) => (await list(who)).items.map(({ entityId }) => entityId);

beforeAll(async () => {
  await fillCatalogue();
  acme = await makePartnerScope("Acme");
  await makeWebhook({ url, triggers: ["OpportunityUpdated"] });
  await makeWebhook({ url, triggers: ["OpportunityClose"], partnerId: acme.partnerId });
  const [failed = ""] = await postEvent({ entityId: "L-102" });
  await setDeliveryState(failed, "failed");
  const [held = ""] = await postEvent({ entityId: "L-102" });
  await setDeliveryState(held, "held");
  await postEvent({ entityId: "l-102", type: "OpportunityCreated" });
  await postEvent({ entityId: "Ä/%_ 7" });
  await postEvent({ entityId: "of-acme", type: "OpportunityClose", partnerId: acme.partnerId });
  while (await recordEntities());
});

test("entities are listed with the newest event first, and with the states of their deliveries", async () => {
  const { items, nextCursor } = await list(scope);
  expect(items.map(({ entityId }) => entityId)).toEqual(["of-acme", "Ä/%_ 7", "l-102", "L-102"]);
  expect(nextCursor).toBeNull();
  expect(items[3]).toMatchObject({
    lastEventTitle: "Opportunity Updated",
    counts: { total: 2, failed: 1, held: 1, succeeded: 0 },
    hasMore: false,
  });
  expect(items[2]).toMatchObject({ lastEventTitle: "Opportunity Created", counts: { total: 0 } });
  const first = await list(scope, { limit: 3 });
  expect(first.items).toEqual(items.slice(0, 3));
  const second = await list(scope, { limit: 3, cursor: first.nextCursor });
  expect(second).toEqual({ items: items.slice(3), nextCursor: null });
});

test("an ID finds its other spellings, whatever its case and outer spaces", async () => {
  const find = async (entityId: string, who: Scope = scope) =>
    (await findOtherSpellings(who, { entityType: "Opportunity", entityId })).map((found) => found.entityId);
  expect(await find("L-102")).toEqual(["l-102"]);
  expect(await find("  l-102\t")).toEqual(["L-102"]);
  expect(await find("l-10%")).toEqual([]);
  expect(await find("L-103")).toEqual([]);
  expect(await find("\u0000")).toEqual([]);
  expect(await find("OF-ACME", acme)).toEqual(["of-acme"]);
  expect(await find("l-102", acme)).toEqual([]);
});

test("a partner's list has only what the partner can see, and a list takes a permission", async () => {
  expect(await listIds(acme)).toEqual(["of-acme"]);
  expect(await listIds(await makePartnerScope("Other"))).toEqual([]);
  const withoutPermission = makeScope({ actor: scope.actor, partnerId: null, permissions: ["events:write"] });
  await expect(list(withoutPermission)).rejects.toThrow("deliveries:read");
  await expect(
    findOtherSpellings(withoutPermission, { entityType: "Opportunity", entityId: "l-102" }),
  ).rejects.toThrow("deliveries:read");
});

test("while older events are being read, nothing is left out of the counts", async () => {
  const nextId = "00000000-0000-0000-0000-000000000000";
  const walk = await prisma().entityWalk.create({ data: { name: "backfill", nextId, untilId: nextId } });
  expect(await isReadingOlderEvents()).toBe(true);
  // Its older events are not recorded yet.
  await prisma().entity.updateMany({
    where: { entityId: "L-102" },
    data: { firstId: "ffffffff-0000-7000-8000-000000000000" },
  });
  const findCounts = async () =>
    (await list(scope)).items.find(({ entityId }) => entityId === "L-102")?.counts;
  expect(await findCounts()).toMatchObject({ total: 2 });
  await prisma().entityWalk.delete({ where: { name: walk.name } });
  expect(await findCounts()).toMatchObject({ total: 0 });
});

test("while older events are being read, this also holds for a partner whose GUID is greater than the IDs of its deliveries", async () => {
  const partnerId = "f0000000-0000-4000-8000-000000000001";
  await prisma().partner.create({ data: { id: partnerId, name: "With a GUID" } });
  await makeWebhook({ url, partnerId });
  await postEvent({ entityId: "of-guid", partnerId });
  await recordEntities();
  const data = { name: "backfill", nextId: partnerId, untilId: partnerId };
  await prisma().entityWalk.create({ data });
  expect((await list(makeScope({ ...acme, partnerId }))).items[0]?.counts).toMatchObject({ total: 1 });
  await prisma().entityWalk.delete({ where: { name: data.name } });
});
