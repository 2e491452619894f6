import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { apiKeyScopes, type Permission } from "../scope/permissions";
import { Forbidden, makeScope, type Scope } from "../scope/scope";
import { systemScope } from "../scope/system-scope";
import { authenticateApiKey } from "./authenticate-api-key";
import { createApiKey } from "./create-api-key";
import { keysPageQuerySchema, listApiKeys } from "./list-api-keys";
import { revokeApiKey } from "./revoke-api-key";
import type { NewApiKey } from "./schema";

useDatabase();

const acme = newId();
const otherPartnerId = newId();
beforeAll(async () => {
  await prisma().partner.createMany({
    data: [
      { id: acme, name: "Acme" },
      { id: otherPartnerId, name: "Other" },
    ],
  });
});

function makeUserScope(partnerId: string | null, permissions: Permission[]): Scope {
  return makeScope({
    actor: { kind: "user", id: newId(), name: "ann@bank.example" },
    partnerId,
    permissions,
  });
}

async function createTestKey(input: Partial<NewApiKey> = {}, scope = systemScope()) {
  const created = await createApiKey(scope, { name: "Core", scopes: ["events:write"], ...input });
  if (!created.ok) throw new Error(JSON.stringify(created.errors));
  return created;
}

/** Revokes a key as another process would, so that this process does not drop it from its cache. */
async function revokeElsewhere(id: string) {
  await pool().query("UPDATE api_keys SET revoked_at = now() WHERE id = $1", [id]);
}

test("authenticating with a key yields its scopes, partner and name", async () => {
  const { token, id } = await createTestKey({ scopes: ["deliveries:read", "events:write"], partnerId: acme });
  const scope = await authenticateApiKey(`bearer ${token}`);
  expect(scope?.actor).toEqual({ kind: "apiKey", id, name: "API key Core" });
  expect(scope?.partnerId).toBe(acme);
  expect([...(scope?.permissions ?? [])].sort()).toEqual(["deliveries:read", "events:write"]);
});

test("the scope `all` grants every API key scope, but no permission to create keys or users", async () => {
  const { token } = await createTestKey({ scopes: ["all"] });
  const scope = await authenticateApiKey(`Bearer ${token}`);
  expect([...(scope?.permissions ?? [])].sort()).toEqual([...apiKeyScopes].sort());
});

test.each(["users:write", "api-keys:write", "everything"])(
  "the scope %s is rejected, and the error names the scope",
  async (name) => {
    const created = await createApiKey(systemScope(), { name: "Core", scopes: ["events:write", name] });
    const message = `Unknown scope: ${name}. Valid scopes: ${apiKeyScopes.join(", ")}, or all.`;
    expect(created).toEqual({ ok: false, reason: "invalid", errors: { scopes: message } });
  },
);

test("a name and a scope are required, and the partner must exist", async () => {
  expect(await createApiKey(systemScope(), { name: " ", scopes: [] })).toMatchObject({
    errors: { name: "Enter a name.", scopes: "Choose at least one scope." },
  });
  for (const partnerId of [newId(), "acme"]) {
    const created = await createApiKey(systemScope(), { name: "Core", scopes: ["all"], partnerId });
    expect(created).toMatchObject({ errors: { partnerId: expect.any(String) } });
  }
});

test("a partner's user cannot create a key with scopes that the user lacks, or for another partner", async () => {
  const creator = makeUserScope(acme, ["api-keys:write", "events:write"]);
  expect((await createTestKey({}, creator)).ok).toBe(true);
  expect((await listApiKeys(creator)).keys.every((key) => key.partner?.id === acme)).toBe(true);
  const more = await createApiKey(creator, { name: "Core", scopes: ["deliveries:read"] });
  expect(more).toMatchObject({ errors: { scopes: expect.any(String) } });
  const foreign = await createApiKey(creator, {
    name: "Core",
    scopes: ["events:write"],
    partnerId: otherPartnerId,
  });
  expect(foreign).toMatchObject({ errors: { partnerId: expect.any(String) } });
  await expect(
    createApiKey(makeUserScope(null, ["events:write"]), { name: "C", scopes: ["all"] }),
  ).rejects.toThrow(Forbidden);
});

test("the database stores only the hash and the prefix of a key", async () => {
  const { token, id, prefix } = await createTestKey();
  const { rows } = await pool().query(
    "SELECT *, row_to_json(k)::text AS dump FROM api_keys k WHERE id = $1",
    [id],
  );
  expect(rows[0].hash).toEqual(createHash("sha256").update(token).digest());
  expect(rows[0].dump).not.toContain(token.slice(prefix.length));
  const audit = await prisma().auditEntry.findMany({ where: { targetId: id } });
  expect(audit.map((entry) => entry.action)).toEqual(["api-key.created"]);
  expect(JSON.stringify([audit, await listApiKeys(systemScope())])).not.toContain(token.slice(prefix.length));
});

test("a key revoked in this process is rejected at once; revoking is idempotent and audited once", async () => {
  const { token, id } = await createTestKey();
  expect(await authenticateApiKey(`Bearer ${token}`)).not.toBeNull();
  expect(await revokeApiKey(systemScope(), id)).toEqual({ ok: true });
  expect(await authenticateApiKey(`Bearer ${token}`)).toBeNull();
  expect(await revokeApiKey(systemScope(), id)).toEqual({ ok: true });
  expect(await prisma().auditEntry.count({ where: { targetId: id, action: "api-key.revoked" } })).toBe(1);
});

test("a key revoked in another process is rejected within 5 s, and a burst of requests queries the database once", async () => {
  const { token, id } = await createTestKey();
  const start = new Date();
  const at = (ms: number) => authenticateApiKey(`Bearer ${token}`, new Date(start.getTime() + ms));
  const burst = await Promise.all(Array.from({ length: 200 }, () => at(0)));
  expect(new Set(burst).size).toBe(1);
  await revokeElsewhere(id);
  expect(await at(4_999)).toBe(burst[0]);
  expect(await at(5_000)).toBeNull();
  expect(await at(5_001)).toBeNull();
});

test("a cached key is rejected as soon as it has expired", async () => {
  const { token } = await createTestKey({ expiresInDays: 1 });
  const end = Date.now() + 86_400_000;
  expect(await authenticateApiKey(`Bearer ${token}`, new Date(end - 1_000))).not.toBeNull();
  expect(await authenticateApiKey(`Bearer ${token}`, new Date(end + 1_000))).toBeNull();
});

test("the use of a key is recorded at most once a minute", async () => {
  const { token, id } = await createTestKey();
  const start = new Date("2026-03-02T09:00:00Z");
  const use = (seconds: number) =>
    authenticateApiKey(`Bearer ${token}`, new Date(start.getTime() + seconds * 1_000));
  const readLastUsedAt = async () => (await prisma().apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt;
  await use(0);
  await expect.poll(readLastUsedAt).toEqual(start);
  await use(59);
  await use(60);
  await expect.poll(readLastUsedAt).toEqual(new Date("2026-03-02T09:01:00Z"));
});

test("another partner's keys look as if they did not exist", async () => {
  const { token, id } = await createTestKey({ partnerId: otherPartnerId });
  const scope = makeUserScope(acme, ["api-keys:write"]);
  expect(await revokeApiKey(scope, id)).toEqual({ ok: false, reason: "not-found" });
  expect(await revokeApiKey(scope, "not an id")).toEqual({ ok: false, reason: "not-found" });
  expect(await authenticateApiKey(`Bearer ${token}`)).not.toBeNull();
});

test("the list of keys can be filtered, sorted and paged", async () => {
  const list = (query: Record<string, unknown>) =>
    listApiKeys(systemScope(), keysPageQuerySchema.parse(query));
  const marker = newId();
  const firstKey = await createTestKey({ name: `Zoe ${marker}` });
  await createTestKey({ name: `Abe ${marker}` });
  await revokeApiKey(systemScope(), firstKey.id);
  const listNames = async (query: Record<string, unknown>) =>
    (await list({ q: marker.toUpperCase(), ...query })).keys.map(({ name }) => name.split(" ")[0]);
  expect(await listNames({})).toEqual(["Abe", "Zoe"]);
  expect(await listNames({ sort: "createdAt" })).toEqual(["Zoe", "Abe"]);
  expect(await listNames({ sort: "-name" })).toEqual(["Zoe", "Abe"]);
  for (const sort of ["state", "-partner", "-lastUsedAt", "expiresAt"])
    expect(await listNames({ sort })).toHaveLength(2);
  expect(await listNames({ state: "revoked" })).toEqual(["Zoe"]);
  expect(await listNames({ state: "expired" })).toEqual([]);
  const { rows } = await pool().query(
    "UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE name LIKE '%' || $1 RETURNING id",
    [marker],
  );
  expect(rows).toHaveLength(2);
  expect(await listNames({ state: "expired" })).toEqual(["Abe"]);
  expect(await listNames({ state: "active" })).toEqual([]);
  expect(await listNames({ page: "9" })).toHaveLength(2);
  await createTestKey({ name: `Mia ${marker}`, partnerId: otherPartnerId });
  expect(await listNames({ partner: otherPartnerId })).toEqual(["Mia"]);
  expect(await listNames({ partner: newId() })).toEqual([]);
  expect(await list({ q: "nothing is called this" })).toMatchObject({ keys: [], total: 0, page: 1 });
});
