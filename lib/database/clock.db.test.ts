import { afterEach, describe, expect, test, vi } from "vitest";
import { attemptUntilDone, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { checkHealth } from "../adapters/api/health";
import { authenticateApiKey } from "../api-keys/authenticate-api-key";
import { createApiKey } from "../api-keys/create-api-key";
import { currentTime, currentTimeMs } from "../clock";
import { closeDatabase, pool, prisma } from "../db";
import { newId, readIdTime } from "../ids";
import { checkSession, createSession } from "../sign-in/sessions";
import { createUser } from "../users/create-user";
import { ensureRoles } from "../users/ensure-roles";
import { rotateKey } from "../webhooks/rotate-key";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
afterEach(restoreClock);

const hourMs = 3_600_000;

/** Shifts this process's clock, as on a machine with an incorrect time; the database's clock stays correct. */
async function shiftClock(ms: number) {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
  await compareClocksAgain();
}

async function restoreClock() {
  vi.useRealTimers();
  await compareClocksAgain();
}

/** Opens a new connection, because the clocks are compared whenever one is opened. */
async function compareClocksAgain() {
  await closeDatabase();
  await pool().query("SELECT 1");
}

async function fetchDatabaseMs(): Promise<number> {
  const { rows } = await pool().query("SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms");
  return rows[0].ms;
}

const isNow = async (ms: number) => Math.abs(ms - (await fetchDatabaseMs())) < hourMs / 60;

describe.each([2 * hourMs, -2 * hourMs])("with a clock that is %i ms off", (offMs) => {
  test("the ledger uses the database's clock, and health reports the difference", async () => {
    expect(await checkHealth()).toMatchObject({ clock: "ok" });
    await shiftClock(offMs);
    expect(await checkHealth()).toMatchObject({ clock: "differs" });
    expect(await isNow(Date.now())).toBe(false);
    expect(await isNow(currentTimeMs())).toBe(true);
    await restoreClock();
    expect(await checkHealth()).toMatchObject({ clock: "ok" });
  });

  test("events are ordered by the database's time", async () => {
    await makeWebhook({ url: receiver.url() });
    await postEvent();
    await shiftClock(offMs);
    await postEvent();
    await restoreClock();
    await postEvent();
    const { rows } = await pool().query(
      "SELECT id, occurred_at, received_at FROM events ORDER BY received_at DESC LIMIT 3",
    );
    expect(rows.map(({ id }) => id)).toEqual(
      rows
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    for (const row of rows) {
      expect(await isNow(readIdTime(row.id))).toBe(true);
      expect(await isNow(row.occurred_at.getTime())).toBe(true);
    }
  });

  test("signatures carry the database's time", async () => {
    await shiftClock(offMs);
    const standard = { dialect: "standard-webhooks", url: receiver.url("/standard") };
    const jwt = { kind: "jwt", secret: "0123456789abcdef0123456789abcdef" };
    await makeWebhook(standard);
    await makeWebhook({ url: receiver.url("/jwt"), authentication: jwt });
    for (const traceId of await postEvent()) await attemptUntilDone(traceId);
    const headersByPath = new Map(receiver.requests.map((request) => [request.url, request.headers]));
    expect(await isNow(Number(headersByPath.get("/standard")?.["webhook-timestamp"]) * 1_000)).toBe(true);
    const claims = String(headersByPath.get("/jwt")?.authorization).split(".")[1] ?? "";
    const { iat } = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect(await isNow(iat * 1_000)).toBe(true);
  });

  test("sessions, API keys and key overlaps begin and end by the database's time", async () => {
    await shiftClock(offMs);
    await ensureRoles();
    const user = { email: `${newId()}@bank.example`, name: "Sam", password: "correct horse battery" };
    const createResult = await createUser(scope, { ...user, roleId: "servicing" });
    const userId = createResult.ok ? createResult.id : "";
    const sessionId = await createSession(prisma(), {
      userId,
      ip: null,
      userAgent: null,
      now: currentTime(),
    });
    const key = await createApiKey(scope, { name: "K", scopes: ["all"], partnerId: null, expiresInDays: 1 });
    const { id } = await makeWebhook({ url: receiver.url() });
    await rotateKey(scope, id, { overlapHours: 1 });
    const { rows } = await pool().query(
      `SELECT (SELECT created_at FROM sessions WHERE id = $1) AS session,
              (SELECT expires_at - interval '1 day' FROM api_keys WHERE id = $2) AS key,
              (SELECT valid_until - interval '1 hour' FROM previous_keys WHERE webhook_id = $3) AS overlap`,
      [sessionId, key.ok ? key.id : null, id],
    );
    for (const at of Object.values<Date>(rows[0])) expect(await isNow(at.getTime())).toBe(true);
    expect(await checkSession(sessionId)).not.toBeNull();
    expect(await authenticateApiKey(`Bearer ${key.ok ? key.token : ""}`)).not.toBeNull();
  });
});
