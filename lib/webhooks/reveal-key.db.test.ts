import { beforeAll, expect, test } from "vitest";
import { createUser } from "@/lib/users/create-user";
import { ensureRoles } from "@/lib/users/ensure-roles";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { prisma } from "../db";
import { newId } from "../ids";
import { allPermissions, type Permission } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { revealKey } from "./reveal-key";

useDatabase();
const password = "correct horse battery";
let userId = "";
const makeUserScope = (
  permissions: readonly Permission[] = allPermissions,
  partnerId: string | null = null,
) => makeScope({ actor: { kind: "user", id: userId, name: "ann@bank.example" }, partnerId, permissions });

beforeAll(async () => {
  await ensureRoles();
  await fillCatalogue();
  const createdUser = await createUser(scope, {
    email: "ann@bank.example",
    name: "Ann",
    password,
    roleId: "administrator",
    partnerId: null,
  });
  if (!createdUser.ok) throw new Error(JSON.stringify(createdUser));
  userId = createdUser.id;
});

const listRevealEntries = (targetId: string) =>
  prisma().auditEntry.findMany({ where: { targetId, action: "webhook.key-revealed" } });

test("the correct password reveals the key, and the audit entry has the user but not the key", async () => {
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/" });
  expect(await revealKey(makeUserScope(), webhook.id, password)).toEqual({ ok: true, key: webhook.key });
  const entries = await listRevealEntries(webhook.id);
  expect(entries).toMatchObject([{ actorName: "ann@bank.example", details: { name: webhook.name } }]);
  expect(JSON.stringify(entries)).not.toContain(webhook.key);
});

test("a webhook ID in upper case reveals the key of that webhook, and the reveal is audited for it", async () => {
  const { id, key } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  expect(await revealKey(makeUserScope(), id.toUpperCase(), password)).toEqual({ ok: true, key });
  expect(await listRevealEntries(id)).toHaveLength(1);
});

test("no key is revealed for a wrong password, to a scope without a password, or without the permission", async () => {
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/" });
  expect(await revealKey(makeUserScope(), webhook.id, "wrong")).toEqual({
    ok: false,
    rejected: "wrong_password",
  });
  expect(await revealKey(scope, webhook.id, password)).toEqual({ ok: false, rejected: "wrong_password" });
  await expect(revealKey(makeUserScope(["webhooks:read"]), webhook.id, password)).rejects.toThrow(Forbidden);
  expect(await listRevealEntries(webhook.id)).toEqual([]);
});

test("for a partner, the lender's webhook is not found, even with the correct password", async () => {
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/" });
  for (const id of [webhook.id, newId(), "no-uuid"]) {
    expect(await revealKey(makeUserScope(allPermissions, newId()), id, password)).toEqual({
      ok: false,
      rejected: "not_found",
    });
  }
});

test("guessing passwords is throttled", async () => {
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/" });
  let last: unknown;
  for (let tries = 0; tries < 20; tries += 1) {
    last = await revealKey(makeUserScope(), webhook.id, "wrong");
    if (JSON.stringify(last).includes("throttled")) break;
  }
  expect(last).toMatchObject({ ok: false, rejected: "throttled", retryAfterSeconds: expect.any(Number) });
  expect(await revealKey(makeUserScope(), webhook.id, password)).toMatchObject({ rejected: "throttled" });
});
