import { beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { newId } from "../ids";
import type { Scope } from "../scope/scope";
import { systemScope } from "../scope/system-scope";
import { endOwnSession, listOwnSessions } from "../sign-in/own-sessions";
import { recognizeDevice } from "../sign-in/recognize-device";
import { loadSessionScope } from "../sign-in/session-scope";
import { checkSession, createSession } from "../sign-in/sessions";
import { signInOidcUser } from "../sign-in/sign-in-oidc-user";
import { changePassword } from "./change-password";
import { createUser } from "./create-user";
import { disableUser } from "./disable-user";
import { ensureRoles } from "./ensure-roles";
import { findUser } from "./queries";
import { saveRole } from "./save-role";
import { updateProfile } from "./update-profile";

useDatabase();

const password = "correct horse battery";
let email = "";
let userId = "";
let sessionId = "";
let scope: Scope;

async function signIn(id = userId): Promise<string> {
  return createSession(prisma(), { userId: id, ip: "203.0.113.7", userAgent: "curl/8", now: new Date() });
}

async function createTestUser(roleId: string): Promise<string> {
  email = `${newId()}@bank.example`;
  const created = await createUser(systemScope(), { email, name: "Sam", password, roleId });
  return created.ok ? created.id : "";
}

async function scopeOf(session: string): Promise<Scope> {
  const found = await loadSessionScope(session);
  if (!found) throw new Error("no session");
  return found;
}

beforeAll(ensureRoles);
beforeEach(async () => {
  userId = await createTestUser("viewer");
  sessionId = await signIn();
  scope = await scopeOf(sessionId);
});

const listAudit = async () =>
  prisma().auditEntry.findMany({ where: { targetId: userId, actorId: userId }, orderBy: { id: "asc" } });

test("users can change their name and time zone; saving the same values changes nothing", async () => {
  const input = { name: " Sam S. ", timeZone: "Europe/Berlin" };
  expect(await updateProfile(scope, input)).toEqual({ ok: true });
  expect(await updateProfile(scope, input)).toEqual({ ok: true });
  expect((await checkSession(sessionId))?.user).toMatchObject({ name: "Sam S.", timeZone: "Europe/Berlin" });
  expect(await listAudit()).toMatchObject([
    { action: "user.profile-changed", details: { from: { name: "Sam" }, to: { name: "Sam S." } } },
  ]);
});

test.each([
  [{ name: " ", timeZone: null }, "name"],
  [{ name: "Sam", timeZone: "Mars/Olympus" }, "timeZone"],
])("%j is rejected at the field %s", async (input, field) => {
  expect(await updateProfile(scope, input)).toEqual({
    ok: false,
    reason: "invalid",
    errors: { [field]: expect.any(String) },
  });
});

test("changing a password ends the user's other sessions; a failed change ends none", async () => {
  const otherSessionId = await signIn();
  const input = { userId, password: "another horse battery", keepSessionId: sessionId };
  const wrong = await changePassword(scope, { ...input, currentPassword: "nope" });
  expect(wrong).toEqual({ ok: false, reason: "wrong-password" });
  expect(await checkSession(otherSessionId)).not.toBeNull();
  expect(await changePassword(scope, { ...input, currentPassword: password })).toEqual({ ok: true });
  expect(await checkSession(otherSessionId)).toBeNull();
  expect(await checkSession(sessionId)).not.toBeNull();
});

test("setting another user's password requires at least that user's permissions and ends all sessions of that user", async () => {
  const role = await saveRole(systemScope(), null, { name: newId(), permissions: ["Manage Users"] });
  const clerk = await scopeOf(await signIn(await createTestUser(role.ok ? role.id : "")));
  const administrator = await createTestUser("administrator");
  const rejected = await changePassword(clerk, { userId: administrator, password: "another horse battery" });
  expect(rejected).toMatchObject({
    ok: false,
    errors: { password: expect.any(String) },
  });
  const input = { userId, password: "another horse battery", keepSessionId: sessionId };
  expect(await changePassword(systemScope(), input)).toEqual({ ok: true });
  expect(await checkSession(sessionId)).toBeNull();
});

test("users can list their live sessions; ending a session twice is audited once", async () => {
  const otherSessionId = await signIn();
  const idleSessionId = await signIn();
  await prisma().session.update({
    where: { id: idleSessionId },
    data: { lastSeenAt: new Date(Date.now() - 31 * 60_000) },
  });
  expect((await listOwnSessions(scope)).map((session) => session.id).sort()).toEqual(
    [sessionId, otherSessionId].sort(),
  );
  expect(await endOwnSession(scope, otherSessionId)).toEqual({ ok: true });
  expect(await endOwnSession(scope, otherSessionId)).toEqual({ ok: true });
  expect(await checkSession(otherSessionId)).toBeNull();
  expect((await listOwnSessions(scope)).map((session) => session.id)).toEqual([sessionId]);
  expect((await listAudit()).map((entry) => entry.action)).toEqual(["user.session-ended"]);
});

test("a user cannot end another user's session; the system has no sessions to list", async () => {
  const foreignSessionId = await signIn(await createTestUser("viewer"));
  for (const id of [foreignSessionId, newId(), "no id"]) {
    expect(await endOwnSession(scope, id)).toEqual({ ok: false, reason: "not-found" });
  }
  expect(await checkSession(foreignSessionId)).not.toBeNull();
  expect(await listOwnSessions(systemScope())).toEqual([]);
});

test("a sign-in through an identity provider opens a session only for an enabled user with a verified e-mail address", async () => {
  const client = { ip: "203.0.113.7", userAgent: "curl/8", device: null };
  const signInResult = await signInOidcUser({ email: email.toUpperCase(), emailVerified: true, ...client });
  expect(signInResult).toMatchObject({ ok: true, userId });
  expect(await checkSession(signInResult.ok ? signInResult.sessionId : "")).not.toBeNull();
  const user = await prisma().user.findUniqueOrThrow({ where: { id: userId } });
  expect(recognizeDevice(signInResult.ok ? signInResult.device : null, user, new Date())).not.toBeNull();
  const users = await prisma().user.count();
  expect(await signInOidcUser({ email, emailVerified: false, ...client })).toEqual({
    ok: false,
    reason: "unverified-email",
  });
  const unknown = { ok: false, reason: "unknown-user" };
  expect(await signInOidcUser({ email: "x@other.example", emailVerified: true, ...client })).toEqual(unknown);
  await disableUser(systemScope(), userId);
  expect(await signInOidcUser({ email, emailVerified: true, ...client })).toEqual(unknown);
  expect(await prisma().user.count()).toBe(users);
  expect((await listAudit()).map((entry) => entry.action)).toEqual([
    "user.signed-in",
    "user.sign-in-failed",
    "user.sign-in-failed",
  ]);
});

test("a scope that can manage users finds a user by ID", async () => {
  expect(await findUser(systemScope(), userId)).toMatchObject({ id: userId, role: { id: "viewer" } });
  expect(await findUser(systemScope(), "no id")).toBeNull();
});
