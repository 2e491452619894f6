import { beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { newId } from "../ids";
import { systemScope } from "../scope/system-scope";
import { changePassword } from "../users/change-password";
import { changeUserRole } from "../users/change-user-role";
import { createUser } from "../users/create-user";
import { disableUser } from "../users/disable-user";
import { enableUser } from "../users/enable-user";
import { ensureRoles } from "../users/ensure-roles";
import { deleteExpiredSessionsAndThrottles } from "./delete-expired";
import { loadSessionScope } from "./session-scope";
import { checkSession, createSession, endSession } from "./sessions";

useDatabase();

const start = new Date("2026-03-02T09:00:00Z");
const minutesAfterStart = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
let userId = "";
let sessionId = "";

beforeAll(ensureRoles);
beforeEach(async () => {
  const created = await createUser(systemScope(), {
    email: `${newId()}@bank.example`,
    name: "Sam",
    password: "correct horse battery",
    roleId: "servicing",
  });
  userId = created.ok ? created.id : "";
  sessionId = await createSession(prisma(), { userId, ip: "203.0.113.7", userAgent: null, now: start });
});

async function loadLastSeen() {
  return (await prisma().session.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt;
}

test("a session has its user and the permissions of the user's role", async () => {
  const scope = await loadSessionScope(sessionId, { now: start });
  expect(scope?.actor).toMatchObject({ kind: "user", id: userId });
  expect(scope?.partnerId).toBeNull();
  expect([...(scope?.permissions ?? [])].sort()).toEqual([
    "customer-data:read",
    "deliveries:read",
    "deliveries:resend",
    "event-types:read",
  ]);
});

test("a session ends after 30 minutes without a request", async () => {
  expect(await checkSession(sessionId, { now: minutesAfterStart(29) })).not.toBeNull();
  expect(await checkSession(sessionId, { now: minutesAfterStart(58) })).not.toBeNull();
  expect(await checkSession(sessionId, { now: minutesAfterStart(88) })).toBeNull();
});

test("a session ends after 8 hours, however active it is", async () => {
  for (let minutes = 0; minutes < 480; minutes += 20) {
    expect(await checkSession(sessionId, { now: minutesAfterStart(minutes) })).not.toBeNull();
  }
  expect(await checkSession(sessionId, { now: minutesAfterStart(480) })).toBeNull();
});

test("last_seen_at is updated at most once a minute, and not by a page that refreshes by itself", async () => {
  await checkSession(sessionId, { now: minutesAfterStart(0.5) });
  expect(await loadLastSeen()).toEqual(start);
  await checkSession(sessionId, { now: minutesAfterStart(5), touch: false });
  expect(await loadLastSeen()).toEqual(start);
  await checkSession(sessionId, { now: minutesAfterStart(5) });
  expect(await loadLastSeen()).toEqual(minutesAfterStart(5));
});

test("signing out ends the session, and signing out twice is audited once", async () => {
  await endSession(sessionId, "Signed out", minutesAfterStart(1));
  await endSession(sessionId, "Signed out", minutesAfterStart(2));
  expect(await checkSession(sessionId, { now: minutesAfterStart(1) })).toBeNull();
  const where = { action: "user.signed-out", targetId: userId };
  expect(await prisma().auditEntry.count({ where })).toBe(1);
});

test.each([
  [
    "changing the password",
    () => changePassword(systemScope(), { userId, password: "another horse battery" }),
  ],
  ["assigning another role", () => changeUserRole(systemScope(), { userId, roleId: "viewer" })],
  ["disabling the user", () => disableUser(systemScope(), userId)],
])("%s ends the session at once and permanently", async (_, change) => {
  expect(await change()).toEqual({ ok: true });
  expect(await checkSession(sessionId, { now: start })).toBeNull();
  await enableUser(systemScope(), userId);
  expect(await checkSession(sessionId, { now: start })).toBeNull();
});

test("each request gets the current permissions of the user's role", async () => {
  const role = { id: newId(), name: newId(), permissions: ["Manage Users"] };
  await prisma().role.create({ data: role });
  await prisma().user.update({ where: { id: userId }, data: { roleId: role.id } });
  expect((await checkSession(sessionId, { now: start }))?.permissions).toEqual([
    "users:write",
    "roles:write",
  ]);
  await prisma().role.update({ where: { id: role.id }, data: { permissions: [] } });
  expect((await checkSession(sessionId, { now: start }))?.permissions).toEqual([]);
});

test("disabling a user directly in the database ends their session too", async () => {
  await prisma().user.update({ where: { id: userId }, data: { disabledAt: start } });
  expect(await checkSession(sessionId, { now: start })).toBeNull();
});

test.each(["", "x", newId(), "' OR true --", "a\u0000b"])("%j is not a session", async (id) => {
  expect(await checkSession(id)).toBeNull();
  await endSession(id, "Signed out");
});

test("expired sessions and old counts of failed sign-ins are deleted", async () => {
  const subject = "email:old@bank.example";
  await prisma().signInThrottle.create({ data: { subject, failures: 5, windowStart: start } });
  expect(await deleteExpiredSessionsAndThrottles(minutesAfterStart(60))).toEqual({
    throttles: 0,
    sessions: 0,
  });
  const later = new Date("2026-05-01T00:00:00Z");
  expect((await deleteExpiredSessionsAndThrottles(later)).throttles).toBe(1);
  expect(await prisma().session.count({ where: { id: sessionId } })).toBe(0);
});
