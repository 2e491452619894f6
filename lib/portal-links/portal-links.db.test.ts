import { beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope as systemScope } from "@/testing/ledger";
import { authenticateApiKey } from "../api-keys/authenticate-api-key";
import { createApiKey } from "../api-keys/create-api-key";
import { revokeApiKey } from "../api-keys/revoke-api-key";
import { prisma } from "../db";
import { listDeliveries } from "../deliveries/queries";
import { newId } from "../ids";
import type { Scope } from "../scope/scope";
import { listWebhooks } from "../webhooks/queries";
import { authenticatePortalLink } from "./authenticate-link";
import { createPortalLink } from "./create-link";
import { deleteExpiredLinks } from "./delete-expired";
import { findPortalLink, listPortalLinks } from "./queries";
import { revokePortalLink } from "./revoke-link";
import { createLinkSchema } from "./schema";

useDatabase();
const acme = newId();
beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.create({ data: { id: acme, name: "Acme" } });
});
beforeEach(async () => {
  await prisma().portalLink.deleteMany();
});

const url = "http://127.0.0.1:9/";
const loan = { actor: "ann@bank.example", entityType: "Loan", entityId: "L-1" };
const page = { limit: 50 };

async function makeKeyScope(scopes: string[], partnerId: string | null = null): Promise<Scope> {
  const key = await createApiKey(systemScope, { name: "Core", scopes, partnerId });
  const scope = key.ok ? await authenticateApiKey(`Bearer ${key.token}`) : null;
  if (!scope) throw new Error("no key");
  return scope;
}

async function makeLink(scope: Scope, input: object = loan) {
  const created = await createPortalLink(scope, createLinkSchema.parse(input));
  if (!created.ok) throw new Error(created.message);
  const { id, token, expiresAt } = created.link;
  return {
    id,
    expiresAt: new Date(expiresAt),
    use: (now?: Date) => authenticatePortalLink(`Bearer ${token}`, now),
  };
}

test("a link has its target, its user as the actor, and only the permissions that it needs; its creation is audited", async () => {
  const key = await makeKeyScope(["all"]);
  const { id, use } = await makeLink(key, { ...loan, resend: true });
  const scope = await use();
  expect(scope?.actor).toEqual({ kind: "portalLink", id, name: "ann@bank.example (portal link)" });
  expect([...(scope?.permissions ?? [])].sort()).toEqual(["deliveries:read", "deliveries:resend"]);
  expect(scope?.link?.target).toEqual({ kind: "entity", entityType: "Loan", entityId: "L-1" });
  const audited = await prisma().auditEntry.findFirst({ where: { targetId: id } });
  expect(audited).toMatchObject({
    ...{ action: "portal-link.created", actorName: "API key Core" },
    details: { actor: "ann@bank.example", entityId: "L-1", resend: true },
  });
});

test.each([
  ["portal-links:write", ["deliveries:read"], loan],
  ["deliveries:read", ["portal-links:write"], loan],
  ["deliveries:resend", ["portal-links:write", "deliveries:read"], { ...loan, resend: true }],
  ["webhooks:read", ["portal-links:write", "deliveries:read"], { actor: "ann", partnerId: acme }],
])("a key without %s cannot create a link that needs it", async (missing, scopes, input) => {
  const key = await makeKeyScope(scopes);
  await expect(makeLink(key, input)).rejects.toMatchObject({ permission: missing });
});

test("a user cannot create a link, because a link ends with an API key", async () => {
  await expect(makeLink(systemScope)).rejects.toMatchObject({ permission: "portal-links:write" });
});

test("a partner's key creates links only within the partner", async () => {
  const own = await makeWebhook({ url, name: "Acme's", partnerId: acme });
  const lenders = await makeWebhook({ url, name: "Lender's" });
  const key = await makeKeyScope(["all"], acme);
  for (const target of [{ partnerId: newId() }, { webhookId: lenders.id }, { webhookId: newId() }]) {
    await expect(makeLink(key, { actor: "ann", ...target })).rejects.toThrow(/^There is no/);
  }
  const links = [
    await makeLink(key, { actor: "ann", partnerId: acme }),
    await makeLink(key, { actor: "ann", webhookId: own.id }),
    await makeLink(key, { ...loan, entityType: "Opportunity", entityId: "O-7" }),
  ];
  await postEvent({ entityId: "O-7", partnerId: acme });
  for (const link of links) {
    const scope = (await link.use()) as Scope;
    expect(scope.partnerId).toBe(acme);
    const { items } = await listDeliveries(scope, page);
    expect(items.map((item) => item.webhookId)).toEqual([own.id]);
  }
});

test("a lender's link to a partner's webhooks shows that partner's alone", async () => {
  const own = await makeWebhook({ url, name: "Acme's second", partnerId: acme });
  await makeWebhook({ url, name: "Another of the lender's" });
  const { use } = await makeLink(await makeKeyScope(["all"]), { actor: "ann", partnerId: acme });
  const { items } = await listWebhooks((await use()) as Scope, page);
  expect(items.map(({ id }) => id)).toContain(own.id);
  expect(items.every(({ partnerId }) => partnerId === acme)).toBe(true);
});

test("a link expires at its time, and with the key that created it", async () => {
  const key = await makeKeyScope(["all"]);
  const { expiresAt, use } = await makeLink(key);
  expect(await use(new Date(expiresAt.getTime() - 1))).not.toBeNull();
  await expect(use(expiresAt)).rejects.toMatchObject({ reason: "expired" });
  const keyExpiresAt = new Date(expiresAt.getTime() - 60_000);
  await prisma().apiKey.updateMany({ where: { id: key.actor.id ?? "" }, data: { expiresAt: keyExpiresAt } });
  await expect(use(keyExpiresAt)).rejects.toMatchObject({ reason: "expired" });
});

test("a revoked link, and every link of a revoked key, is rejected at its next request; a revocation is audited once", async () => {
  const key = await makeKeyScope(["all"]);
  const [first, second] = [await makeLink(key), await makeLink(key)];
  expect(await revokePortalLink(key, first.id)).toBe(true);
  expect(await revokePortalLink(key, first.id)).toBe(true);
  await expect(first.use()).rejects.toMatchObject({ reason: "revoked" });
  expect(
    await prisma().auditEntry.count({ where: { targetId: first.id, action: "portal-link.revoked" } }),
  ).toBe(1);
  expect(await second.use()).not.toBeNull();
  await revokeApiKey(systemScope, key.actor.id ?? "");
  await expect(second.use()).rejects.toMatchObject({ reason: "revoked" });
});

test("a link loses the permissions that its key loses", async () => {
  const key = await makeKeyScope(["all"]);
  const { use } = await makeLink(key, { ...loan, resend: true });
  await prisma().apiKey.update({ where: { id: key.actor.id ?? "" }, data: { scopes: ["deliveries:read"] } });
  expect([...((await use())?.permissions ?? [])]).toEqual(["deliveries:read"]);
});

test("links that have not ended are listed for their tenant; a link finds only itself", async () => {
  const [lenderKey, partnerKey] = [await makeKeyScope(["all"]), await makeKeyScope(["all"], acme)];
  const [lenders, ended, partners] = [
    await makeLink(lenderKey),
    await makeLink(lenderKey),
    await makeLink(partnerKey),
  ];
  await revokePortalLink(lenderKey, ended.id);
  const listIds = async (scope: Scope) => (await listPortalLinks(scope, page)).items.map(({ id }) => id);
  expect(await listIds(lenderKey)).toEqual([partners.id, lenders.id]);
  expect(await listIds(partnerKey)).toEqual([partners.id]);
  const { nextCursor } = await listPortalLinks(lenderKey, { limit: 1 });
  expect((await listPortalLinks(lenderKey, { limit: 1, cursor: nextCursor ?? "" })).items[0]?.id).toBe(
    lenders.id,
  );
  const scope = (await lenders.use()) as Scope;
  expect(await findPortalLink(scope, lenders.id)).toMatchObject({ id: lenders.id, apiKey: null });
  expect(await findPortalLink(lenderKey, lenders.id)).toMatchObject({ apiKey: "Core" });
  expect(await findPortalLink(scope, partners.id)).toBeNull();
  expect(await findPortalLink(partnerKey, lenders.id)).toBeNull();
  expect(await revokePortalLink(partnerKey, lenders.id)).toBe(false);
});

test("links of an API key that has expired are not listed", async () => {
  const key = await makeKeyScope(["all"]);
  const { id } = await makeLink(key);
  const listIds = async () => (await listPortalLinks(systemScope, page)).items.map((link) => link.id);
  const expireKeyAt = (expiresAt: Date) =>
    prisma().apiKey.update({ where: { id: key.actor.id ?? "" }, data: { expiresAt } });
  await expireKeyAt(new Date(Date.now() + 60_000));
  expect(await listIds()).toEqual([id]);
  await expireKeyAt(new Date(Date.now() - 60_000));
  expect(await listIds()).toEqual([]);
});

test("links are deleted a day after they have expired, and still count as expired", async () => {
  const { expiresAt, use } = await makeLink(await makeKeyScope(["all"]));
  const dayLater = new Date(expiresAt.getTime() + 86_400_000);
  expect(await deleteExpiredLinks(dayLater)).toBe(0);
  expect(await deleteExpiredLinks(new Date(dayLater.getTime() + 1))).toBe(1);
  await expect(use()).rejects.toMatchObject({ reason: "expired" });
});
