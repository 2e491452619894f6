import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { createApiKey } from "../api-keys/create-api-key";
import { keysPageQuerySchema, listApiKeys } from "../api-keys/list-api-keys";
import { createUser } from "../users/create-user";
import { ensureRoles } from "../users/ensure-roles";
import { listUsers, usersPageQuerySchema } from "../users/list-users";
import { listWebhookPage, webhookPageQuerySchema } from "../webhooks/list-page";
import { createPartner } from "./create-partner";

useDatabase();
beforeAll(fillCatalogue);
beforeAll(ensureRoles);

test("a partner whose GUID is not an RFC 9562 UUID, in upper or lower case, can have users, API keys and webhooks, and lists find them", async () => {
  const partnerId = "7c1f8a2e-94b0-0d7e-1a55-21c1d1f0a901";
  const typedId = partnerId.toUpperCase();
  await createPartner(scope, { name: "Acme", kind: "partner", id: typedId });
  const user = { email: "ann@acme.example", name: "Ann", password: "a long password", roleId: "viewer" };
  expect(await createUser(scope, { ...user, partnerId: typedId })).toMatchObject({ ok: true });
  expect(await createUser(scope, { ...user, email: "bob@bank.example" })).toMatchObject({ ok: true });
  const key = { name: "Core", scopes: ["all"] };
  expect(await createApiKey(scope, { ...key, partnerId: typedId })).toMatchObject({ ok: true });
  expect(await createApiKey(scope, key)).toMatchObject({ ok: true });
  await makeWebhook({ url: "http://127.0.0.1:9/", partnerId: typedId });
  await makeWebhook({ url: "http://127.0.0.1:9/" });
  const filter = { partner: typedId };
  expect(await listUsers(scope, usersPageQuerySchema.parse(filter))).toMatchObject({ total: 1 });
  expect(await listApiKeys(scope, keysPageQuerySchema.parse(filter))).toMatchObject({ total: 1 });
  expect(await listWebhookPage(scope, webhookPageQuerySchema.parse(filter))).toMatchObject({ total: 1 });
});
