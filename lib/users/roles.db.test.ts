import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { newId } from "../ids";
import type { RolePermission } from "../scope/permissions";
import { Forbidden, type Scope } from "../scope/scope";
import { systemScope } from "../scope/system-scope";
import { loadSessionScope } from "../sign-in/session-scope";
import { createSession } from "../sign-in/sessions";
import { changeUserRole } from "./change-user-role";
import { createUser } from "./create-user";
import { deleteRole } from "./delete-role";
import { disableUser } from "./disable-user";
import { enableUser } from "./enable-user";
import { ensureRoles } from "./ensure-roles";
import { lastAdministratorMessage } from "./last-administrator";
import { listRoles } from "./queries";
import { restoreAdministrator } from "./restore-administrator";
import { rolePermissionNames } from "./role-schema";
import { saveRole } from "./save-role";

useDatabase();

const acmePartnerId = newId();
let ada: { id: string; scope: Scope };

async function createTestUser(roleId: string, partnerId: string | null = null) {
  const email = `${newId()}@bank.example`;
  const input = { email, name: "Sam", password: "correct horse battery", roleId, partnerId };
  const created = await createUser(systemScope(), input);
  if (!created.ok) throw new Error(created.reason);
  const now = new Date();
  const sessionId = await createSession(prisma(), { userId: created.id, ip: null, userAgent: null, now });
  const scope = await loadSessionScope(sessionId);
  if (!scope) throw new Error("no session");
  return { id: created.id, scope, sessionId };
}

type TestUser = Awaited<ReturnType<typeof createTestUser>>;

async function createRole(permissions: RolePermission[]): Promise<string> {
  const created = await saveRole(systemScope(), null, { name: newId(), permissions });
  if (!created.ok) throw new Error(created.reason);
  return created.id;
}

const listActions = async (targetId: string) =>
  (await prisma().auditEntry.findMany({ where: { targetId }, orderBy: { id: "asc" } })).map((e) => e.action);

beforeAll(async () => {
  await ensureRoles();
  await prisma().partner.create({ data: { id: acmePartnerId, name: "Acme" } });
  ada = await createTestUser("administrator");
});

test("creating, changing and deleting a role are each audited once", async () => {
  const role = await saveRole(ada.scope, null, { name: " Auditor ", permissions: ["View Webhook History"] });
  const id = role.ok ? role.id : "";
  const to = {
    name: "Reviewer",
    permissions: ["Resend Webhooks", "View Webhook History"] as RolePermission[],
  };
  expect(await saveRole(ada.scope, id, to)).toEqual({ ok: true, id });
  expect(await saveRole(ada.scope, id, to)).toEqual({ ok: true, id });
  expect((await listRoles(ada.scope)).find((role) => role.id === id)).toEqual({
    id,
    name: "Reviewer",
    permissions: ["View Webhook History", "Resend Webhooks"],
    users: 0,
  });
  expect(await deleteRole(ada.scope, id)).toEqual({ ok: true });
  expect(await deleteRole(ada.scope, id)).toEqual({ ok: false, reason: "not-found" });
  expect(await saveRole(ada.scope, id, to)).toEqual({ ok: false, reason: "not-found" });
  expect(await listActions(id)).toEqual(["role.created", "role.changed", "role.deleted"]);
});

test.each([
  [{ name: "" }, "name"],
  [{ name: "a\u0000b" }, "name"],
  [{ name: "viewer" }, "name"],
  [{ permissions: ["Rule" as RolePermission] }, "permissions"],
])("%j is rejected at the field %s", async (input, field) => {
  const created = await saveRole(ada.scope, null, { name: "New", permissions: [], ...input });
  expect(created).toEqual({ ok: false, reason: "invalid", errors: { [field]: expect.any(String) } });
});

test("role names are unique regardless of case", async () => {
  for (const name of ["Help-Desk", "Help_Desk"]) {
    expect(await saveRole(ada.scope, null, { name, permissions: [] })).toMatchObject({ ok: true });
  }
  expect(await saveRole(ada.scope, null, { name: "HELP_DESK", permissions: [] })).toMatchObject({
    errors: { name: expect.any(String) },
  });
});

test("a role that a user has cannot be deleted", async () => {
  const id = await createRole([]);
  await createTestUser(id);
  expect(await deleteRole(ada.scope, id)).toEqual({ ok: false, reason: "in-use", users: 1 });
});

test("a change to a role does not end any sessions and takes effect with the next request", async () => {
  const id = await createRole(["View Webhook History"]);
  const { sessionId } = await createTestUser(id);
  await saveRole(ada.scope, id, { name: newId(), permissions: ["Resend Webhooks"] });
  expect([...((await loadSessionScope(sessionId))?.permissions ?? [])]).toEqual(["deliveries:resend"]);
});

test("users cannot grant permissions that they do not have, and a partner's users cannot change roles", async () => {
  const id = await createRole(["Manage Users", "Resend Webhooks"]);
  const { scope } = await createTestUser(await createRole(["Manage Users"]));
  const more = await saveRole(scope, id, {
    name: newId(),
    permissions: ["Manage Users", "Manage API Access"],
  });
  expect(more).toMatchObject({ errors: { permissions: expect.any(String) } });
  expect(await saveRole(scope, id, { name: newId(), permissions: ["Resend Webhooks"] })).toMatchObject({
    ok: true,
  });
  const partner = await createTestUser("administrator", acmePartnerId);
  await expect(saveRole(partner.scope, id, { name: "Mine", permissions: [] })).rejects.toThrow(Forbidden);
  await expect(deleteRole(partner.scope, id)).rejects.toThrow(Forbidden);
});

test("without roles:write no role can be created or deleted", async () => {
  const { scope } = await createTestUser("servicing");
  await expect(saveRole(scope, null, { name: "N", permissions: [] })).rejects.toThrow(Forbidden);
  await expect(deleteRole(scope, "viewer")).rejects.toThrow(Forbidden);
});

const lastAdmin = { ok: false, reason: "last-administrator" };
const loadAdminPermissions = async () =>
  (await prisma().role.findUniqueOrThrow({ where: { id: "administrator" } })).permissions;

/** Makes Ada the lender's only enabled user. */
async function disableAllButAda() {
  await prisma().user.updateMany({
    where: { id: { not: ada.id }, partnerId: null },
    data: { disabledAt: new Date() },
  });
}

test("the Administrator role cannot lose a permission or be deleted", async () => {
  const manager = await createTestUser(await createRole(["Manage Users"]));
  for (const scope of [manager.scope, ada.scope, systemScope()]) {
    for (const permissions of [[], ["Manage Users"]] as RolePermission[][]) {
      const saved = await saveRole(scope, "administrator", { name: "Administrator", permissions });
      expect(saved).toMatchObject({
        errors: { permissions: expect.any(String) },
      });
    }
    expect(await deleteRole(scope, "administrator")).toEqual({ ok: false, reason: "built-in" });
  }
  expect(await loadAdminPermissions()).toHaveLength(5);
  const renamed = { name: "Owner", permissions: rolePermissionNames };
  expect(await saveRole(manager.scope, "administrator", renamed)).toMatchObject({ ok: true });
  await saveRole(manager.scope, "administrator", { ...renamed, name: "Administrator" });
});

test("the last user with every permission cannot be disabled or given another role, even if other users can manage users", async () => {
  await disableAllButAda();
  const manager = await createTestUser(await createRole(["Manage Users"]));
  expect(await disableUser(manager.scope, ada.id)).toEqual(lastAdmin);
  const managers = await createRole(["Manage Users"]);
  expect(await changeUserRole(manager.scope, { userId: ada.id, roleId: managers })).toEqual(lastAdmin);
  expect(await changeUserRole(systemScope(), { userId: ada.id, roleId: "viewer" })).toEqual(lastAdmin);
});

test("a user with another role that has every permission counts as an administrator; taking a permission from that role is rejected if no other administrator is left", async () => {
  await disableAllButAda();
  const fullRole = await createRole([...rolePermissionNames]);
  const owner = await createTestUser(fullRole);
  expect(await disableUser(owner.scope, ada.id)).toEqual({ ok: true });
  const fewer = { name: newId(), permissions: ["Manage Users"] as RolePermission[] };
  expect(await saveRole(owner.scope, fullRole, fewer)).toEqual({
    ok: false,
    reason: "invalid",
    errors: { permissions: lastAdministratorMessage },
  });
  expect(await changeUserRole(systemScope(), { userId: owner.id, roleId: fullRole })).toEqual({ ok: true });
  expect(await enableUser(owner.scope, ada.id)).toEqual({ ok: true });
});

test.each<[string, (one: TestUser, other: TestUser) => Promise<{ ok: boolean }>]>([
  ["disable", (one, other) => disableUser(one.scope, other.id)],
  ["demote", (one, other) => changeUserRole(one.scope, { userId: other.id, roleId: "viewer" })],
])("when two administrators %s each other at the same time, one of them remains", async (_, change) => {
  await disableAllButAda();
  for (let round = 0; round < 5; round++) {
    const [one, other] = [await createTestUser("administrator"), await createTestUser("administrator")];
    await prisma().user.update({ where: { id: ada.id }, data: { disabledAt: new Date() } });
    const results = await Promise.all([change(one, other), change(other, one)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    await enableUser(systemScope(), ada.id);
    await disableAllButAda();
  }
});

test("when one administrator's role loses permissions at the same time as the only other administrator is disabled or demoted, only one of the two changes succeeds", async () => {
  await disableAllButAda();
  for (const change of [disableUser, demote]) {
    const roleId = await createRole([...rolePermissionNames]);
    const owner = await createTestUser(roleId);
    const fewer = { name: newId(), permissions: ["Manage Users"] as RolePermission[] };
    const results = await Promise.all([saveRole(systemScope(), roleId, fewer), change(owner.scope, ada.id)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    await enableUser(systemScope(), ada.id);
    await changeUserRole(systemScope(), { userId: ada.id, roleId: "administrator" });
    await disableAllButAda();
  }
});

const demote = (scope: Scope, userId: string) => changeUserRole(scope, { userId, roleId: "viewer" });

test("the operator restores an administrator and the permissions of the Administrator role; each change is audited", async () => {
  await disableAllButAda();
  // Earlier versions let the Administrator role lose permissions, which no user of the portal can then restore.
  await prisma().role.update({ where: { id: "administrator" }, data: { permissions: ["Manage Users"] } });
  const bob = await createTestUser("viewer");
  await disableUser(systemScope(), bob.id);
  const { email } = await prisma().user.findUniqueOrThrow({ where: { id: bob.id } });
  const actionsBefore = await listActions("administrator");

  expect(await restoreAdministrator(systemScope("Operator"), ` ${email.toUpperCase()} `)).toEqual({
    ok: true,
  });
  expect(await prisma().user.findUnique({ where: { id: bob.id } })).toMatchObject({
    roleId: "administrator",
    disabledAt: null,
  });
  expect(await loadAdminPermissions()).toHaveLength(5);
  expect((await listActions("administrator")).slice(actionsBefore.length)).toEqual(["role.changed"]);
  expect((await listActions(bob.id)).slice(-2)).toEqual(["user.role-changed", "user.enabled"]);
  expect(await restoreAdministrator(systemScope("Operator"), email)).toEqual({ ok: true });
  expect(await listActions(bob.id)).toHaveLength(4);
});

test("an unknown user or a partner's user is not made an administrator, and a viewer cannot restore anyone", async () => {
  const partnerUser = await createTestUser("viewer", acmePartnerId);
  const { email } = await prisma().user.findUniqueOrThrow({ where: { id: partnerUser.id } });
  const operator = systemScope("Operator");
  expect(await restoreAdministrator(operator, email)).toEqual({ ok: false, reason: "partner-user" });
  expect(await restoreAdministrator(operator, "nobody@bank.example")).toEqual({
    ok: false,
    reason: "not-found",
  });
  await expect(restoreAdministrator((await createTestUser("viewer")).scope, email)).rejects.toThrow(
    Forbidden,
  );
});
