import { beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { prisma } from "../db";
import { newId } from "../ids";
import { systemScope } from "../scope/system-scope";
import { signInWithPassword } from "../sign-in/sign-in-with-password";
import { changePassword } from "./change-password";
import { createUser } from "./create-user";
import { disableDemoUsers, enableDemoUsers } from "./demo-users";
import { disableUser } from "./disable-user";
import { ensureRoles } from "./ensure-roles";

useDatabase();

const scope = systemScope("Setup");
const password = "a public password";
const ada = { email: "ada@demo.example", password };
const vera = { email: "vera@demo.example", password };
const users = [ada, vera];
let ids: { ada: string; vera: string };

async function create(email: string, roleId: string, partnerId?: string): Promise<string> {
  const created = await createUser(scope, { email, password, name: "Name", roleId, partnerId });
  if (!created.ok) throw new Error(created.reason);
  return created.id;
}

const signIn = (email: string) =>
  signInWithPassword({ email, password, ip: null, userAgent: null, device: null });

const findAudit = (action: string) =>
  prisma().auditEntry.findMany({ where: { action, targetId: { in: [ids.ada, ids.vera] } } });

beforeEach(async () => {
  await ensureRoles();
  await prisma().user.deleteMany();
  ids = { ada: await create(ada.email, "administrator"), vera: await create(vera.email, "viewer") };
});

test("if there is another administrator, users with a public password are disabled once; this is audited and ends their sessions", async () => {
  const operatorId = await create("operator@bank.example", "administrator");
  const signedIn = await signIn(vera.email);

  expect(await disableDemoUsers(scope, users)).toEqual([ada.email, vera.email]);
  expect(await disableDemoUsers(scope, users)).toEqual([]);

  expect(await signIn(ada.email)).toEqual({ ok: false, reason: "invalid-credentials" });
  const sessionId = signedIn.ok ? signedIn.sessionId : "";
  const session = await prisma().session.findUniqueOrThrow({ where: { id: sessionId } });
  expect(session).toMatchObject({ endedAt: expect.any(Date), endReason: "User disabled" });
  const entry = { actorKind: "system", actorName: "Setup" };
  expect(await findAudit("user.disabled")).toMatchObject([entry, entry]);
  expect(await prisma().user.findUnique({ where: { id: operatorId } })).toMatchObject({ disabledAt: null });
});

test("a demo administrator with a changed password stays enabled, so the other demo users can be disabled", async () => {
  await changePassword(scope, { userId: ids.ada, password: "a private password" });

  expect(await disableDemoUsers(scope, users)).toEqual([vera.email]);

  expect(await prisma().user.findUnique({ where: { id: ids.ada } })).toMatchObject({ disabledAt: null });
});

test("without another enabled administrator of the lender, all users stay enabled", async () => {
  await create("viewer@bank.example", "viewer");
  await disableUser(scope, await create("former@bank.example", "administrator"));
  const partnerId = newId();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  await create("admin@acme.example", "administrator", partnerId);

  expect(await disableDemoUsers(scope, users)).toEqual([]);

  expect(await signIn(ada.email)).toMatchObject({ ok: true });
  expect(await signIn(vera.email)).toMatchObject({ ok: true });
});

test("the demo enables its disabled users again, but none whose password was changed", async () => {
  await create("operator@bank.example", "administrator");
  await changePassword(scope, { userId: ids.ada, password: "a private password" });
  await disableUser(scope, ids.ada);
  await disableDemoUsers(scope, users);

  await enableDemoUsers(scope, users);

  expect(await signIn(vera.email)).toMatchObject({ ok: true });
  expect(await prisma().user.findUnique({ where: { id: ids.ada } })).toMatchObject({
    disabledAt: expect.any(Date),
  });
  expect(await findAudit("user.enabled")).toMatchObject([{ targetId: ids.vera, actorName: "Setup" }]);
});
