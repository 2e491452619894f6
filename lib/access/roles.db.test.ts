import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { newId } from "../ids";
import { changeRole } from "./change-role";
import { createUser } from "./create-user";
import { deleteRole } from "./delete-role";
import { disableUser } from "./disable-user";
import { ensureRoles } from "./ensure-roles";
import { lastAdministratorMessage } from "./last-administrator";
import type { RolePermission } from "./permissions";
import { listRoles } from "./queries";
import { saveRole } from "./save-role";
import { Forbidden, makeScope, type Scope } from "./scope";
import { sessionScope } from "./session-scope";
import { createSession } from "./sessions";
import { systemScope } from "./system-scope";

useDatabase();

const acme = newId();
let ada: { id: string; scope: Scope };

async function person(roleId: string, partnerId: string | null = null) {
  const email = `${newId()}@bank.example`;
  const input = { email, name: "Sam", password: "correct horse battery", roleId, partnerId };
  const made = await createUser(systemScope(), input);
  if (!made.ok) throw new Error(made.reason);
  const now = new Date();
  const sessionId = await createSession(prisma(), { userId: made.id, ip: null, userAgent: null, now });
  const scope = await sessionScope(sessionId);
  if (!scope) throw new Error("no session");
  return { id: made.id, scope, sessionId };
}

async function role(permissions: RolePermission[]): Promise<string> {
  const made = await saveRole(systemScope(), null, { name: newId(), permissions });
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}

const actionsOn = async (targetId: string) =>
  (await prisma().auditEntry.findMany({ where: { targetId }, orderBy: { id: "asc" } })).map((e) => e.action);

beforeAll(async () => {
  await ensureRoles();
  await prisma().partner.create({ data: { id: acme, name: "Acme" } });
  ada = await person("administrator");
});

test("a role is made, changed, renamed and deleted; each is audited once", async () => {
  const made = await saveRole(ada.scope, null, { name: " Auditor ", permissions: ["View Webhook History"] });
  const id = made.ok ? made.id : "";
  const to = {
    name: "Reviewer",
    permissions: ["Resend Webhooks", "View Webhook History"] as RolePermission[],
  };
  expect(await saveRole(ada.scope, id, to)).toEqual({ ok: true, id });
  expect(await saveRole(ada.scope, id, to)).toEqual({ ok: true, id });
  expect((await listRoles(ada.scope)).find((each) => each.id === id)).toEqual({
    id,
    name: "Reviewer",
    permissions: ["View Webhook History", "Resend Webhooks"],
    people: 0,
  });
  expect(await deleteRole(ada.scope, id)).toEqual({ ok: true });
  expect(await deleteRole(ada.scope, id)).toEqual({ ok: false, reason: "not-found" });
  expect(await saveRole(ada.scope, id, to)).toEqual({ ok: false, reason: "not-found" });
  expect(await actionsOn(id)).toEqual(["role.created", "role.changed", "role.deleted"]);
});

test.each([
  [{ name: "" }, { name: "Enter a name." }],
  [{ name: "viewer" }, { name: "There is a role of this name already." }],
  [{ permissions: ["Rule" as RolePermission] }, { permissions: "There is no such permission." }],
])("%j is refused in words", async (input, errors) => {
  const made = await saveRole(ada.scope, null, { name: "New", permissions: [], ...input });
  expect(made).toEqual({ ok: false, reason: "invalid", errors });
});

test("a role that somebody has stays", async () => {
  const id = await role([]);
  await person(id);
  expect(await deleteRole(ada.scope, id)).toEqual({ ok: false, reason: "in-use", people: 1 });
});

test("a change ends no session and counts from the next request", async () => {
  const id = await role(["View Webhook History"]);
  const { sessionId } = await person(id);
  await saveRole(ada.scope, id, { name: newId(), permissions: ["Resend Webhooks"] });
  expect([...((await sessionScope(sessionId))?.permissions ?? [])]).toEqual(["deliveries:resend"]);
});

test("nobody puts on a role what they lack, or changes roles for the lender from a partner", async () => {
  const id = await role(["Manage Users", "Resend Webhooks"]);
  const { scope } = await person(await role(["Manage Users"]));
  const more = await saveRole(scope, id, {
    name: newId(),
    permissions: ["Manage Users", "Manage API Access"],
  });
  expect(more).toMatchObject({ errors: { permissions: expect.stringContaining("do not have") } });
  expect(await saveRole(scope, id, { name: newId(), permissions: ["Resend Webhooks"] })).toMatchObject({
    ok: true,
  });
  const partner = await person("administrator", acme);
  await expect(saveRole(partner.scope, id, { name: "Mine", permissions: [] })).rejects.toThrow(Forbidden);
  await expect(deleteRole(partner.scope, id)).rejects.toThrow(Forbidden);
});

test("without users:write no role is touched", async () => {
  const { scope } = await person("servicing");
  await expect(saveRole(scope, null, { name: "N", permissions: [] })).rejects.toThrow(Forbidden);
  await expect(deleteRole(scope, "viewer")).rejects.toThrow(Forbidden);
});

test("the last person with Manage Users keeps it, whatever is tried, and by whom", async () => {
  await prisma().user.updateMany({
    where: { id: { not: ada.id }, partnerId: null },
    data: { disabledAt: new Date() },
  });
  const refused = { ok: false, reason: "last-administrator" };
  const own = await saveRole(ada.scope, "administrator", { name: "Administrator", permissions: [] });
  expect(own).toEqual({ ok: false, reason: "invalid", errors: { permissions: lastAdministratorMessage } });
  const other = makeScope({
    actor: { kind: "system", id: null, name: "x" },
    partnerId: null,
    permissions: ["users:write"],
  });
  expect(await disableUser(other, ada.id)).toEqual(refused);
  expect(await changeRole(systemScope(), { userId: ada.id, roleId: "viewer" })).toEqual(refused);
});

test("two administrators cannot disable one another at once", async () => {
  const bob = await person("administrator");
  const results = await Promise.all([disableUser(ada.scope, bob.id), disableUser(bob.scope, ada.id)]);
  expect(results.filter((result) => result.ok)).toHaveLength(1);
});
