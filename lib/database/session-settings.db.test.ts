import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { alterDatabase } from "@/testing/alter-database";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { authenticateApiKey } from "../api-keys/authenticate-api-key";
import { createApiKey } from "../api-keys/create-api-key";
import { listApiKeys } from "../api-keys/list-api-keys";
import { pool, prisma } from "../db";
import { listDeliveries } from "../deliveries/queries";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { listOwnSessions } from "../sign-in/own-sessions";
import { checkSession, createSession } from "../sign-in/sessions";
import { createUser } from "../users/create-user";
import { ensureRoles } from "../users/ensure-roles";
import { findWebhook } from "../webhooks/queries";
import { rotateKey } from "../webhooks/rotate-key";
import { loadWebhooksForSending } from "../webhooks/signing/sign-request";
import { getExpectedSettings } from "./connection-options";

useDatabase();
beforeAll(async () => {
  await fillCatalogue();
  await ensureRoles();
});

const start = new Date("2026-03-02T09:00:00Z");
const minutesAfterStart = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const receiver = { url: "http://127.0.0.1:9/" };

async function makeSession() {
  const user = { email: `${newId()}@bank.example`, name: "Sam", password: "correct horse battery" };
  const created = await createUser(scope, { ...user, roleId: "servicing" });
  if (!created.ok) throw new Error("no user");
  const id = await createSession(prisma(), { userId: created.id, ip: null, userAgent: null, now: start });
  return {
    id,
    userScope: makeScope({
      actor: { kind: "user", id: created.id, name: "Sam" },
      partnerId: null,
      permissions: [],
    }),
  };
}

describe.each<Record<string, string>>([
  { TimeZone: "'Asia/Kolkata'", DateStyle: "'SQL, DMY'", IntervalStyle: "'sql_standard'" },
  { TimeZone: "'Europe/Berlin'", DateStyle: "'German'", bytea_output: "'escape'", extra_float_digits: "-10" },
  { TimeZone: "'America/New_York'", DateStyle: "'Postgres, MDY'", search_path: "'nowhere'" },
])("on a server set to $TimeZone and $DateStyle", (settings) => {
  beforeAll(() => alterDatabase(settings));

  test("the server's settings apply to other clients", async () => {
    const plain = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await plain.connect();
    const { rows } = await plain.query("SHOW timezone");
    await plain.end();
    expect(`'${rows[0].TimeZone}'`).toBe(settings.TimeZone);
  });

  test("a session ends after 30 minutes without a request, and after 8 hours in any case", async () => {
    const { id, userScope } = await makeSession();
    expect(await checkSession(id, { now: minutesAfterStart(0) })).not.toBeNull();
    expect(await listOwnSessions(userScope, minutesAfterStart(0))).toMatchObject([
      { id, createdAt: start, lastSeenAt: start },
    ]);
    expect(await checkSession(id, { now: minutesAfterStart(31) })).toBeNull();
    for (let minutes = 0; minutes < 480; minutes += 20)
      expect(await checkSession(id, { now: minutesAfterStart(minutes) })).not.toBeNull();
    expect(await checkSession(id, { now: minutesAfterStart(480) })).toBeNull();
    expect(await listOwnSessions(userScope, minutesAfterStart(480))).toEqual([]);
  });

  test("an API key expires on time", async () => {
    const key = await createApiKey(
      scope,
      { name: "K", scopes: ["all"], partnerId: null, expiresInDays: 1 },
      start,
    );
    const header = key.ok ? `Bearer ${key.token}` : "";
    expect(await authenticateApiKey(header, minutesAfterStart(24 * 60 - 1))).not.toBeNull();
    expect(await authenticateApiKey(header, minutesAfterStart(24 * 60 + 1))).toBeNull();
    const { keys } = await listApiKeys(scope);
    expect(keys[0]).toMatchObject({
      createdAt: start,
      expiresAt: minutesAfterStart(24 * 60),
      state: "expired",
    });
  });

  test("the previous key stays valid for the requested overlap after a rotation", async () => {
    const { id } = await makeWebhook(receiver);
    await rotateKey(scope, id, { overlapHours: 1 });
    const until = Date.parse((await findWebhook(scope, id))?.previousKeyValidUntil ?? "");
    expect(Math.abs(until - Date.now() - 3_600_000)).toBeLessThan(60_000);
    expect((await loadWebhooksForSending([id])).get(id)?.previousKeysSealed).toHaveLength(1);
    const ended = new Date(Date.now() - 60_000);
    await prisma().previousKey.updateMany({ where: { webhookId: id }, data: { validUntil: ended } });
    expect((await findWebhook(scope, id))?.previousKeyValidUntil).toBeNull();
    expect((await loadWebhooksForSending([id])).get(id)?.previousKeysSealed).toEqual([]);
  });

  test("an event's time is stored exactly, and the event's delivery is found by the delivery's creation time", async () => {
    const oneMinuteAgo = new Date(Date.now() - 60_000).toISOString();
    await makeWebhook(receiver);
    const traceId = (await postEvent({ occurredAt: "1890-05-01T00:00:00.123Z" })).at(-1) ?? "";
    const { createdAt } = await loadDelivery(traceId);
    expect(Math.abs(Date.parse(createdAt) - Date.now())).toBeLessThan(60_000);
    const { rows } = await pool().query(
      "SELECT occurred_at::text AS text, occurred_at AS at FROM events ORDER BY id DESC LIMIT 1",
    );
    expect(rows).toEqual([{ text: "1890-05-01 00:00:00.123+00", at: new Date("1890-05-01T00:00:00.123Z") }]);
    const isFound = async (filter: { from?: string; to?: string }) =>
      (await listDeliveries(scope, { limit: 100, ...filter })).items.some((item) => item.traceId === traceId);
    expect(await isFound({ from: oneMinuteAgo })).toBe(true);
    expect(await isFound({ to: oneMinuteAgo })).toBe(false);
  });
});

test("Hookledger's database sessions keep their own settings, whatever the database's settings are", async () => {
  await alterDatabase({
    ...{
      TimeZone: "'Asia/Kathmandu'",
      DateStyle: "'German'",
      IntervalStyle: "'iso_8601'",
      array_nulls: "off",
    },
    ...{ bytea_output: "'escape'", extra_float_digits: "-15", standard_conforming_strings: "off" },
    ...{ default_transaction_isolation: "'serializable'", synchronous_commit: "off" },
  });
  const sql = "SELECT name, setting FROM pg_settings WHERE name = ANY($1)";
  const names = Object.keys(getExpectedSettings());
  const toSettings = (rows: { name: string; setting: string }[]) =>
    Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  expect(toSettings((await pool().query(sql, [names])).rows)).toEqual(getExpectedSettings());
  expect(toSettings(await prisma().$queryRawUnsafe(sql, names))).toEqual(getExpectedSettings());
});
