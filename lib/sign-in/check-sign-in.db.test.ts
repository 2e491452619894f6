import { beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { systemScope } from "../scope/system-scope";
import { changePassword } from "../users/change-password";
import { createUser } from "../users/create-user";
import { disableUser } from "../users/disable-user";
import { ensureRoles } from "../users/ensure-roles";
import { checkSignIn, type SignIn } from "./check-sign-in";
import { confirmPassword } from "./confirm-password";
import { verifyPassword } from "./passwords";
import { loadSessionScope } from "./session-scope";
import { checkSession } from "./sessions";

useDatabase();

const start = new Date("2026-03-02T09:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const password = "correct horse battery";
const ann: SignIn = {
  email: "ann@bank.example",
  password,
  ip: "203.0.113.7",
  userAgent: "Firefox",
  device: null,
};
const wrong: SignIn = { ...ann, password: "wrong horse battery" };

let annId = "";
beforeAll(async () => {
  await ensureRoles();
  const made = await createUser(systemScope(), {
    email: ann.email,
    name: "Ann",
    password,
    roleId: "administrator",
  });
  annId = made.ok ? made.id : "";
});
beforeEach(async () => {
  await prisma().signInThrottle.deleteMany();
});

/** The real check, counted. */
function counted() {
  const hashes: (string | null)[] = [];
  const verify: typeof verifyPassword = (hash, text) => {
    hashes.push(hash);
    return verifyPassword(hash, text);
  };
  return { hashes, verify };
}

async function auditOf(action: string) {
  return prisma().auditEntry.findMany({ where: { action }, orderBy: { id: "desc" } });
}

test("the correct password opens a session; the address is case-insensitive", async () => {
  const result = await checkSignIn({ ...ann, email: " Ann@Bank.Example " }, { now: start });
  if (!result.ok) throw new Error(result.reason);
  expect(result.userId).toBe(annId);
  const session = await checkSession(result.sessionId, { now: start });
  expect(session).toMatchObject({ user: { id: annId, name: "Ann" }, role: { id: "administrator" } });
  const [entry] = await auditOf("user.signed-in");
  expect(entry).toMatchObject({ actorName: ann.email, targetId: annId, details: { ip: ann.ip } });
});

test("of a hundred concurrent wrong passwords five are checked, the rest are throttled", async () => {
  const { hashes, verify } = counted();
  const results = await Promise.all(
    Array.from({ length: 100 }, () => checkSignIn(wrong, { now: start, verify })),
  );
  expect(hashes).toHaveLength(5);
  expect(results.filter((result) => !result.ok && result.reason === "invalid-credentials")).toHaveLength(5);
  const throttled = results.filter((result) => !result.ok && result.reason === "throttled");
  expect(throttled).toHaveLength(95);
  expect(throttled[0]).toEqual({ ok: false, reason: "throttled", retryAfterSeconds: 60 });
  expect(await auditOf("user.sign-in-throttled")).toHaveLength(1);
});

test("while blocked the correct password is not checked; afterwards it works and resets the count", async () => {
  for (let round = 0; round < 5; round++) await checkSignIn(wrong, { now: start });
  const { hashes, verify } = counted();
  expect(await checkSignIn(ann, { now: after(0.5), verify })).toEqual({
    ok: false,
    reason: "throttled",
    retryAfterSeconds: 30,
  });
  expect(hashes).toHaveLength(0);

  expect(await checkSignIn(wrong, { now: after(1) })).toEqual({ ok: false, reason: "invalid-credentials" });
  expect(await checkSignIn(ann, { now: after(2.5) })).toMatchObject({ retryAfterSeconds: 30 });
  expect(await checkSignIn(ann, { now: after(3) })).toMatchObject({ ok: true });
  for (let round = 0; round < 4; round++) await checkSignIn(wrong, { now: after(3) });
  expect(await checkSignIn(ann, { now: after(3) })).toMatchObject({ ok: true });
});

test("fifty failures from one IP address block it for every account; a success takes back only its own attempt", async () => {
  const guess = (round: number) => checkSignIn({ ...wrong, email: `u${round}@bank.example` }, { now: start });
  for (let round = 0; round < 49; round++)
    expect(await guess(round)).toMatchObject({ reason: "invalid-credentials" });
  expect(await checkSignIn(ann, { now: start })).toMatchObject({ ok: true });
  expect(await guess(49)).toMatchObject({ reason: "invalid-credentials" });
  expect(await checkSignIn(ann, { now: start })).toMatchObject({ reason: "throttled" });
  expect(await checkSignIn({ ...ann, ip: "203.0.113.8" }, { now: start })).toMatchObject({ ok: true });
});

/** The cookie of a browser that Ann has signed in with. */
async function annsBrowser(): Promise<string> {
  const signedIn = await checkSignIn(ann, { now: start });
  if (!signedIn.ok) throw new Error(signedIn.reason);
  return signedIn.device;
}

test("a browser that has signed in before is blocked neither by failed sign-ins to the account nor by those from its IP address", async () => {
  const device = await annsBrowser();
  for (let round = 0; round < 50; round++) {
    await checkSignIn({ ...wrong, email: round < 5 ? ann.email : `u${round}@bank.example` }, { now: start });
  }
  expect(await checkSignIn(ann, { now: start })).toMatchObject({ reason: "throttled" });
  expect(await checkSignIn({ ...ann, ip: "203.0.113.8" }, { now: start })).toMatchObject({
    reason: "throttled",
  });
  expect(await checkSignIn({ ...ann, device }, { now: start })).toMatchObject({ ok: true, userId: annId });
  // It helps nobody else, and takes nothing back of what was guessed.
  expect(await checkSignIn({ ...ann, email: "u6@bank.example", device }, { now: start })).toMatchObject({
    reason: "throttled",
  });
  expect(await checkSignIn({ ...ann, ip: "203.0.113.8" }, { now: start })).toMatchObject({
    reason: "throttled",
  });
});

test("a recognized browser has its own limit, which blocks no other", async () => {
  const device = await annsBrowser();
  const { hashes, verify } = counted();
  const results = await Promise.all(
    Array.from({ length: 20 }, () => checkSignIn({ ...wrong, device }, { now: start, verify })),
  );
  expect(hashes).toHaveLength(5);
  expect(results.filter((result) => !result.ok && result.reason === "throttled")).toHaveLength(15);
  expect(await checkSignIn({ ...ann, device }, { now: start })).toMatchObject({ reason: "throttled" });
  expect(await checkSignIn(ann, { now: start })).toMatchObject({ ok: true });
  const next = await checkSignIn({ ...ann, device }, { now: after(1) });
  expect(next).toMatchObject({ ok: true, device: expect.not.stringMatching(device) });
});

test("after a password change, no browser is recognized", async () => {
  const device = await annsBrowser();
  await changePassword(systemScope(), { userId: annId, password });
  for (let round = 0; round < 5; round++) await checkSignIn(wrong, { now: start });
  expect(await checkSignIn({ ...ann, device }, { now: start })).toMatchObject({ reason: "throttled" });
});

test("failed sign-ins do not block confirming the password, nor the other way round", async () => {
  const signedIn = await checkSignIn(ann, { now: start });
  const scope = signedIn.ok ? await loadSessionScope(signedIn.sessionId, { now: start }) : null;
  if (!scope) throw new Error("no session");
  for (let round = 0; round < 5; round++) await checkSignIn(wrong, { now: start });
  expect(await confirmPassword(scope, password, start)).toEqual({ ok: true });
  for (let round = 0; round < 5; round++) await confirmPassword(scope, wrong.password, start);
  expect(await confirmPassword(scope, password, start)).toMatchObject({ reason: "throttled" });
  expect(await confirmPassword(scope, password, after(1))).toEqual({ ok: true });
});

test("unknown and disabled users take the same work and get the same result as a wrong password", async () => {
  const made = await createUser(systemScope(), {
    email: "dan@bank.example",
    name: "Dan",
    password,
    roleId: "viewer",
  });
  if (!made.ok) throw new Error(made.reason);
  await disableUser(systemScope(), made.id);
  const { hashes, verify } = counted();
  const no = { ok: false, reason: "invalid-credentials" };
  expect(await checkSignIn(wrong, { now: start, verify })).toEqual(no);
  expect(await checkSignIn({ ...ann, email: "dan@bank.example" }, { now: start, verify })).toEqual(no);
  expect(await checkSignIn({ ...ann, email: "nobody@bank.example" }, { now: start, verify })).toEqual(no);
  expect(hashes).toEqual([expect.any(String), expect.any(String), null]);
  const whys = (await auditOf("user.sign-in-failed")).slice(0, 3).map((entry) => entry.details);
  expect(whys).toMatchObject([{ why: "unknown user" }, { why: "disabled user" }, { why: "wrong password" }]);
});

test("a password that changes while it is verified opens no session", async () => {
  const result = await checkSignIn(ann, {
    now: start,
    verify: async (hash, text) => {
      const right = await verifyPassword(hash, text);
      await changePassword(systemScope(), { userId: annId, password: "another horse battery" });
      return right;
    },
  });
  expect(result).toEqual({ ok: false, reason: "invalid-credentials" });
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
  expect(await checkSignIn({ ...wrong, ...input }, { now: start })).toEqual({
    ok: false,
    reason: "invalid-credentials",
  });
});

test("no password is stored or logged", async () => {
  const rows = await prisma().auditEntry.findMany();
  const users = await prisma().user.findMany();
  const text = JSON.stringify([rows, users]);
  expect(text).not.toContain(password);
  expect(text).not.toContain(wrong.password);
  for (const user of users) expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
