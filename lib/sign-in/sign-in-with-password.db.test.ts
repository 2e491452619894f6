import { beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { systemScope } from "../scope/system-scope";
import { changePassword } from "../users/change-password";
import { createUser } from "../users/create-user";
import { disableUser } from "../users/disable-user";
import { ensureRoles } from "../users/ensure-roles";
import { confirmPassword } from "./confirm-password";
import { verifyPassword } from "./passwords";
import { loadSessionScope } from "./session-scope";
import { checkSession } from "./sessions";
import { type SignInInput, signInWithPassword } from "./sign-in-with-password";

useDatabase();

const start = new Date("2026-03-02T09:00:00Z");
const minutesAfterStart = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const password = "correct horse battery";
const ann: SignInInput = {
  email: "ann@bank.example",
  password,
  ip: "203.0.113.7",
  userAgent: "Firefox",
  device: null,
};
const wrongCredentials: SignInInput = { ...ann, password: "wrong horse battery" };

let annId = "";
beforeAll(async () => {
  await ensureRoles();
  const created = await createUser(systemScope(), {
    email: ann.email,
    name: "Ann",
    password,
    roleId: "administrator",
  });
  annId = created.ok ? created.id : "";
});
beforeEach(async () => {
  await prisma().signInThrottle.deleteMany();
});

/** Returns the real verification and the list of hashes it has been called with. */
function recordVerifications() {
  const hashes: (string | null)[] = [];
  const verify: typeof verifyPassword = (hash, text) => {
    hashes.push(hash);
    return verifyPassword(hash, text);
  };
  return { hashes, verify };
}

async function listAudit(action: string) {
  return prisma().auditEntry.findMany({ where: { action }, orderBy: { id: "desc" } });
}

test("the correct password opens a session; the e-mail address is case-insensitive", async () => {
  const result = await signInWithPassword({ ...ann, email: " Ann@Bank.Example " }, { now: start });
  if (!result.ok) throw new Error(result.reason);
  expect(result.userId).toBe(annId);
  const session = await checkSession(result.sessionId, { now: start });
  expect(session).toMatchObject({ user: { id: annId, name: "Ann" }, role: { id: "administrator" } });
  const [entry] = await listAudit("user.signed-in");
  expect(entry).toMatchObject({ actorName: ann.email, targetId: annId, details: { ip: ann.ip } });
});

test("if a hundred wrong passwords are sent concurrently, five are checked and the others are throttled", async () => {
  const { hashes, verify } = recordVerifications();
  const results = await Promise.all(
    Array.from({ length: 100 }, () => signInWithPassword(wrongCredentials, { now: start, verify })),
  );
  expect(hashes).toHaveLength(5);
  expect(results.filter((result) => !result.ok && result.reason === "invalid-credentials")).toHaveLength(5);
  const throttled = results.filter((result) => !result.ok && result.reason === "throttled");
  expect(throttled).toHaveLength(95);
  expect(throttled[0]).toEqual({ ok: false, reason: "throttled", retryAfterSeconds: 60 });
  expect(await listAudit("user.sign-in-throttled")).toHaveLength(1);
});

test("during a block, even the correct password is not checked; after the block, it opens a session and resets the failure count", async () => {
  for (let round = 0; round < 5; round++) await signInWithPassword(wrongCredentials, { now: start });
  const { hashes, verify } = recordVerifications();
  expect(await signInWithPassword(ann, { now: minutesAfterStart(0.5), verify })).toEqual({
    ok: false,
    reason: "throttled",
    retryAfterSeconds: 30,
  });
  expect(hashes).toHaveLength(0);

  expect(await signInWithPassword(wrongCredentials, { now: minutesAfterStart(1) })).toEqual({
    ok: false,
    reason: "invalid-credentials",
  });
  expect(await signInWithPassword(ann, { now: minutesAfterStart(2.5) })).toMatchObject({
    retryAfterSeconds: 30,
  });
  expect(await signInWithPassword(ann, { now: minutesAfterStart(3) })).toMatchObject({ ok: true });
  for (let round = 0; round < 4; round++)
    await signInWithPassword(wrongCredentials, { now: minutesAfterStart(3) });
  expect(await signInWithPassword(ann, { now: minutesAfterStart(3) })).toMatchObject({ ok: true });
});

test("fifty failures from one IP address block it for every account; a successful sign-in does not reset the count", async () => {
  const guess = (round: number) =>
    signInWithPassword({ ...wrongCredentials, email: `u${round}@bank.example` }, { now: start });
  for (let round = 0; round < 49; round++)
    expect(await guess(round)).toMatchObject({ reason: "invalid-credentials" });
  expect(await signInWithPassword(ann, { now: start })).toMatchObject({ ok: true });
  expect(await guess(49)).toMatchObject({ reason: "invalid-credentials" });
  expect(await signInWithPassword(ann, { now: start })).toMatchObject({ reason: "throttled" });
  expect(await signInWithPassword({ ...ann, ip: "203.0.113.8" }, { now: start })).toMatchObject({ ok: true });
});

/** Signs Ann in with a new browser. @returns its device cookie */
async function signInWithNewBrowser(): Promise<string> {
  const signedIn = await signInWithPassword(ann, { now: start });
  if (!signedIn.ok) throw new Error(signedIn.reason);
  return signedIn.device;
}

test("a browser that has signed in before is not blocked by failed sign-ins to the account or from its IP address", async () => {
  const device = await signInWithNewBrowser();
  for (let round = 0; round < 50; round++) {
    await signInWithPassword(
      { ...wrongCredentials, email: round < 5 ? ann.email : `u${round}@bank.example` },
      { now: start },
    );
  }
  expect(await signInWithPassword(ann, { now: start })).toMatchObject({ reason: "throttled" });
  expect(await signInWithPassword({ ...ann, ip: "203.0.113.8" }, { now: start })).toMatchObject({
    reason: "throttled",
  });
  expect(await signInWithPassword({ ...ann, device }, { now: start })).toMatchObject({
    ok: true,
    userId: annId,
  });
  // The device cookie does not help another user, and a sign-in with it does not reset the failures.
  expect(
    await signInWithPassword({ ...ann, email: "u6@bank.example", device }, { now: start }),
  ).toMatchObject({
    reason: "throttled",
  });
  expect(await signInWithPassword({ ...ann, ip: "203.0.113.8" }, { now: start })).toMatchObject({
    reason: "throttled",
  });
});

test("a recognized browser has its own failure limit, and reaching it blocks no other browser", async () => {
  const device = await signInWithNewBrowser();
  const { hashes, verify } = recordVerifications();
  const results = await Promise.all(
    Array.from({ length: 20 }, () =>
      signInWithPassword({ ...wrongCredentials, device }, { now: start, verify }),
    ),
  );
  expect(hashes).toHaveLength(5);
  expect(results.filter((result) => !result.ok && result.reason === "throttled")).toHaveLength(15);
  expect(await signInWithPassword({ ...ann, device }, { now: start })).toMatchObject({ reason: "throttled" });
  expect(await signInWithPassword(ann, { now: start })).toMatchObject({ ok: true });
  const next = await signInWithPassword({ ...ann, device }, { now: minutesAfterStart(1) });
  expect(next).toMatchObject({ ok: true, device: expect.not.stringMatching(device) });
});

test("after a password change, the user's browsers are no longer recognized", async () => {
  const device = await signInWithNewBrowser();
  await changePassword(systemScope(), { userId: annId, password });
  for (let round = 0; round < 5; round++) await signInWithPassword(wrongCredentials, { now: start });
  expect(await signInWithPassword({ ...ann, device }, { now: start })).toMatchObject({ reason: "throttled" });
});

test("failed sign-ins do not block the confirmation of a password; failed confirmations block it for a minute", async () => {
  const signedIn = await signInWithPassword(ann, { now: start });
  const scope = signedIn.ok ? await loadSessionScope(signedIn.sessionId, { now: start }) : null;
  if (!scope) throw new Error("no session");
  for (let round = 0; round < 5; round++) await signInWithPassword(wrongCredentials, { now: start });
  expect(await confirmPassword(scope, password, start)).toEqual({ ok: true });
  for (let round = 0; round < 5; round++) await confirmPassword(scope, wrongCredentials.password, start);
  expect(await confirmPassword(scope, password, start)).toMatchObject({ reason: "throttled" });
  expect(await confirmPassword(scope, password, minutesAfterStart(1))).toEqual({ ok: true });
});

test("signing in as an unknown or disabled user takes the same work and has the same result as a wrong password", async () => {
  const createResult = await createUser(systemScope(), {
    email: "dan@bank.example",
    name: "Dan",
    password,
    roleId: "viewer",
  });
  if (!createResult.ok) throw new Error(createResult.reason);
  await disableUser(systemScope(), createResult.id);
  const { hashes, verify } = recordVerifications();
  const failure = { ok: false, reason: "invalid-credentials" };
  expect(await signInWithPassword(wrongCredentials, { now: start, verify })).toEqual(failure);
  expect(await signInWithPassword({ ...ann, email: "dan@bank.example" }, { now: start, verify })).toEqual(
    failure,
  );
  expect(await signInWithPassword({ ...ann, email: "nobody@bank.example" }, { now: start, verify })).toEqual(
    failure,
  );
  expect(hashes).toEqual([expect.any(String), expect.any(String), null]);
  const details = (await listAudit("user.sign-in-failed")).slice(0, 3).map((entry) => entry.details);
  expect(details).toMatchObject([
    { why: "unknown user" },
    { why: "disabled user" },
    { why: "wrong password" },
  ]);
});

test("if the password changes while a sign-in verifies it, no session is opened", async () => {
  const result = await signInWithPassword(ann, {
    now: start,
    verify: async (hash, text) => {
      const matches = await verifyPassword(hash, text);
      await changePassword(systemScope(), { userId: annId, password: "another horse battery" });
      return matches;
    },
  });
  expect(result).toEqual({ ok: false, reason: "invalid-credentials" });
  const [entry] = await listAudit("user.sign-in-failed");
  expect(entry?.details).toMatchObject({ why: "user disabled or password changed meanwhile" });
  await changePassword(systemScope(), { userId: annId, password });
});

test.each([
  { email: "not an address" },
  { email: `${"a".repeat(100_000)}@bank.example` },
  { email: "a\u0000b@bank.example" },
  { password: "" },
  { password: "x".repeat(100_000) },
  { ip: "not an address\u0000" },
])("invalid input is a failed sign-in, not an error: %j", async (input) => {
  expect(await signInWithPassword({ ...wrongCredentials, ...input }, { now: start })).toEqual({
    ok: false,
    reason: "invalid-credentials",
  });
});

test("neither users nor audit entries contain a password in plain text", async () => {
  const rows = await prisma().auditEntry.findMany();
  const users = await prisma().user.findMany();
  const text = JSON.stringify([rows, users]);
  expect(text).not.toContain(password);
  expect(text).not.toContain(wrongCredentials.password);
  for (const user of users) expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
