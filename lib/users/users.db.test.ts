import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { newId } from "../ids";
import { builtinRoles } from "../scope/permissions";
import { Forbidden, type Scope } from "../scope/scope";
import { systemScope } from "../scope/system-scope";
import { confirmPassword } from "../sign-in/confirm-password";
import { loadSessionScope } from "../sign-in/session-scope";
import { signInWithPassword } from "../sign-in/sign-in-with-password";
import { changePassword } from "./change-password";
import { changeUserRole } from "./change-user-role";
import { createUser } from "./create-user";
import { disableUser } from "./disable-user";
import { enableUser } from "./enable-user";
import { ensureRoles } from "./ensure-roles";
import { listUsers, usersPageQuerySchema } from "./list-users";
import { listRoles } from "./queries";
import type { NewUser } from "./schema";

useDatabase();

const acmePartnerId = newId();
const password = "correct horse battery";
let admin: { id: string; scope: Scope };
let partnerAdmin: { id: string; scope: Scope };

async function createTestUser(input: Partial<NewUser> = {}): Promise<string> {
  const email = input.email ?? `${newId()}@bank.example`;
  const created = await createUser(systemScope(), {
    name: "Sam",
    password,
    roleId: "viewer",
    ...input,
    email,
  });
  if (!created.ok) throw new Error(created.reason);
  return created.id;
}

async function createSignedInUser(input: Partial<NewUser>): Promise<{ id: string; scope: Scope }> {
  const email = `${newId()}@bank.example`;
  const id = await createTestUser({ ...input, email });
  const result = await signInWithPassword({ email, password, ip: null, userAgent: null, device: null });
  const scope = result.ok ? await loadSessionScope(result.sessionId) : null;
  if (!scope) throw new Error("could not sign in");
  return { id, scope };
}

beforeAll(async () => {
  await ensureRoles();
  await ensureRoles();
  await prisma().partner.create({ data: { id: acmePartnerId, name: "Acme" } });
  admin = await createSignedInUser({ roleId: "administrator" });
  partnerAdmin = await createSignedInUser({ roleId: "administrator", partnerId: acmePartnerId });
});

test("ensuring the built-in roles twice creates each of them once", async () => {
  expect((await listRoles(admin.scope)).map((role) => role.id).sort()).toEqual(
    builtinRoles.map((role) => role.id).sort(),
  );
});

test("an e-mail address can have only one user; the audit entry of a new user does not contain the password", async () => {
  const user = { email: "Eve@Bank.Example", name: " Eve ", password, roleId: "viewer" };
  const created = await createUser(admin.scope, user);
  const id = created.ok ? created.id : "";
  expect(await prisma().user.findUnique({ where: { id }, select: { email: true, name: true } })).toEqual({
    email: "eve@bank.example",
    name: "Eve",
  });
  expect(await createUser(admin.scope, user)).toEqual({ ok: false, reason: "email-taken" });
  const audit = await prisma().auditEntry.findMany({ where: { targetId: id } });
  expect(audit).toMatchObject([{ action: "user.created", actorId: admin.id }]);
  expect(JSON.stringify(audit)).not.toContain(password);
});

test.each([
  [{ email: "nobody" }, "email"],
  [{ name: " " }, "name"],
  [{ name: "a\u0000b" }, "name"],
  [{ password: "123456789" }, "password"],
  [{ roleId: "emperor" }, "roleId"],
  [{ partnerId: newId() }, "partnerId"],
])("%j is rejected at the field %s", async (input, field) => {
  const user = { email: "f@bank.example", name: "F", password, roleId: "viewer", ...input };
  expect(await createUser(admin.scope, user)).toEqual({
    ok: false,
    reason: "invalid",
    errors: { [field]: expect.any(String) },
  });
});

test("without users:write, no user can be listed, created or changed", async () => {
  const { scope } = await createSignedInUser({ roleId: "servicing" });
  const user = { email: "g@bank.example", name: "G", password, roleId: "viewer" };
  await expect(createUser(scope, user)).rejects.toThrow(Forbidden);
  await expect(disableUser(scope, admin.id)).rejects.toThrow(Forbidden);
  await expect(enableUser(scope, admin.id)).rejects.toThrow(Forbidden);
  await expect(changeUserRole(scope, { userId: admin.id, roleId: "viewer" })).rejects.toThrow(Forbidden);
  await expect(changePassword(scope, { userId: admin.id, password })).rejects.toThrow(Forbidden);
  await expect(listUsers(scope)).rejects.toThrow(Forbidden);
});

test("a partner's administrator sees and creates only that partner's users", async () => {
  const { scope } = partnerAdmin;
  const own = await createUser(scope, { email: "h@acme.example", name: "H", password, roleId: "viewer" });
  const ids = (await listUsers(scope)).users.map((user) => user.id).sort();
  expect(ids).toEqual([partnerAdmin.id, own.ok ? own.id : ""].sort());
  const missing = { ok: false, reason: "not-found" };
  expect(await disableUser(scope, admin.id)).toEqual(missing);
  expect(await enableUser(scope, admin.id)).toEqual(missing);
  expect(await changeUserRole(scope, { userId: admin.id, roleId: "viewer" })).toEqual(missing);
  expect(await changePassword(scope, { userId: admin.id, password })).toEqual(missing);
  expect(await disableUser(scope, "not an id")).toEqual(missing);
});

test("users cannot assign a role with more permissions than their own", async () => {
  const role = { id: newId(), name: newId(), permissions: ["Manage Users"] };
  await prisma().role.create({ data: role });
  const { scope } = await createSignedInUser({ roleId: role.id });
  const userId = await createTestUser({ roleId: role.id });
  const errors = { roleId: "You cannot assign a role with more permissions than you have." };
  const rejection = { ok: false, reason: "invalid", errors };
  expect(await changeUserRole(scope, { userId, roleId: "administrator" })).toEqual(rejection);
  const user = { email: "i@bank.example", name: "I", password, roleId: "administrator" };
  expect(await createUser(scope, user)).toEqual(rejection);
});

test("users cannot disable themselves or change their own role", async () => {
  expect(await disableUser(admin.scope, admin.id)).toEqual({ ok: false, reason: "own-account" });
  const typedId = admin.id.toUpperCase();
  expect(await disableUser(admin.scope, typedId)).toEqual({ ok: false, reason: "own-account" });
  expect(await changeUserRole(admin.scope, { userId: typedId, roleId: "viewer" })).toEqual({
    ok: false,
    reason: "own-account",
  });
  expect(await changePassword(admin.scope, { userId: typedId, password: "another long password" })).toEqual({
    ok: false,
    reason: "wrong-password",
  });
  expect(await changeUserRole(admin.scope, { userId: admin.id, roleId: "viewer" })).toEqual({
    ok: false,
    reason: "own-account",
  });
});

test("a disabled user cannot sign in until enabled; each change is audited once", async () => {
  const email = "j@bank.example";
  const userId = await createTestUser({ email });
  const attemptSignIn = () =>
    signInWithPassword({ email, password, ip: null, userAgent: null, device: null });
  await disableUser(admin.scope, userId);
  await disableUser(admin.scope, userId);
  expect((await attemptSignIn()).ok).toBe(false);
  await enableUser(admin.scope, userId);
  await enableUser(admin.scope, userId);
  expect((await attemptSignIn()).ok).toBe(true);
  const audit = await prisma().auditEntry.findMany({
    where: { targetId: userId, actorId: admin.id },
    orderBy: { id: "asc" },
  });
  expect(audit.map((entry) => entry.action)).toEqual(["user.disabled", "user.enabled"]);
});

test("a role change is audited with the previous role", async () => {
  const userId = await createTestUser();
  await changeUserRole(admin.scope, { userId, roleId: "servicing" });
  await changeUserRole(admin.scope, { userId, roleId: "servicing" });
  const audit = await prisma().auditEntry.findMany({
    where: { action: "user.role-changed", targetId: userId },
  });
  expect(audit.map((entry) => entry.details)).toEqual([{ from: "viewer", to: "servicing" }]);
});

test("changing your own password requires the current password; attempts are throttled like sign-ins", async () => {
  const { id: userId, scope } = await createSignedInUser({});
  const nextPassword = "another horse battery";
  const change = (currentPassword?: string) =>
    changePassword(scope, { userId, password: nextPassword, currentPassword });
  expect(await change()).toEqual({ ok: false, reason: "wrong-password" });
  for (let round = 0; round < 4; round++)
    expect(await change("wrong")).toEqual({ ok: false, reason: "wrong-password" });
  expect(await change(password)).toMatchObject({ ok: false, reason: "throttled" });
  const later = new Date(Date.now() + 61_000);
  const input = { userId, password: nextPassword, currentPassword: password };
  expect(await changePassword(scope, input, later)).toEqual({ ok: true });
  expect(await confirmPassword(scope, nextPassword)).toEqual({ ok: true });
});

test("a scope without a user cannot confirm a password", async () => {
  expect(await confirmPassword(systemScope(), password)).toEqual({ ok: false, reason: "wrong-password" });
});

test("the user list is filtered, sorted and paged", async () => {
  const list = (query: Record<string, unknown>) => listUsers(admin.scope, usersPageQuerySchema.parse(query));
  const marker = newId();
  for (const name of ["Zoe", "Abe", "Mia"])
    await createUser(admin.scope, {
      email: `${name}@x.example`,
      name: `${name} ${marker}`,
      password,
      roleId: "viewer",
    });
  const listNames = async (query: Record<string, unknown>) =>
    (await list({ q: marker.toUpperCase(), ...query })).users.map(({ name }) => name.split(" ")[0]);
  expect(await listNames({})).toEqual(["Abe", "Mia", "Zoe"]);
  expect(await listNames({ sort: "-name" })).toEqual(["Zoe", "Mia", "Abe"]);
  for (const sort of ["role", "-partner", "state", "lastSignInAt", "-lastSignInAt"])
    expect(await listNames({ sort })).toHaveLength(3);
  expect(await listNames({ state: "disabled" })).toEqual([]);
  expect(await listNames({ page: "7" })).toHaveLength(3);
  await createTestUser({ name: `Pat ${marker}`, partnerId: acmePartnerId });
  expect(await listNames({ partner: acmePartnerId })).toEqual(["Pat"]);
  expect(await listNames({ partner: newId() })).toEqual([]);
  const { total, all, page } = await list({ q: "nobody is called\u0000 this", sort: "x", page: "-1" });
  expect({ total, page }).toEqual({ total: 0, page: 1 });
  expect(all).toBeGreaterThan(3);
});
