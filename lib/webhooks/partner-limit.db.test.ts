import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { buildHookInput, createTestHook } from "@/testing/fineract-hooks";
import { fillCatalogue, scope } from "@/testing/ledger";
import { prisma } from "../db";
import { resetEnv } from "../env";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { createWebhook } from "./create-webhook";
import { deleteWebhook } from "./delete-webhook";
import { createWebhookSchema } from "./schema";

useDatabase();
const acmePartnerId = newId();
const partnerScope = makeScope({
  actor: { kind: "apiKey", id: newId(), name: "API key Acme" },
  partnerId: acmePartnerId,
  permissions: ["webhooks:read", "webhooks:write"],
});
const settings = createWebhookSchema.parse({
  name: "Acme",
  url: "http://127.0.0.1:9/",
  triggers: ["OpportunityUpdated"],
});
const countPartnerWebhooks = () =>
  prisma().webhook.count({ where: { partnerId: acmePartnerId, deletedAt: null } });
const limitRejection = {
  ok: false,
  invalid: [{ code: "webhook_limit", message: expect.stringContaining("at most 2 webhooks") }],
};

beforeAll(async () => {
  process.env.HOOKLEDGER_PARTNER_WEBHOOKS = "2";
  resetEnv();
  await fillCatalogue();
  await prisma().partner.create({ data: { id: acmePartnerId, name: "Acme" } });
});

test("with a limit of two webhooks, two of three concurrent creations succeed, and deleting a webhook makes room for another", async () => {
  const results = await Promise.all(Array.from({ length: 3 }, () => createWebhook(partnerScope, settings)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(2);
  expect(results.find(({ ok }) => !ok)).toMatchObject(limitRejection);
  expect(await countPartnerWebhooks()).toBe(2);
  const [one] = results.flatMap((result) => (result.ok ? [result.webhook.id] : []));
  await deleteWebhook(partnerScope, one ?? "");
  expect(await createWebhook(partnerScope, settings)).toMatchObject({ ok: true });
});

test("the lender can exceed a partner's limit; the partner then keeps its webhooks but cannot create more", async () => {
  expect(await createWebhook(scope, { ...settings, partnerId: acmePartnerId })).toMatchObject({ ok: true });
  expect(await createWebhook(scope, settings)).toMatchObject({ ok: true });
  expect(await createWebhook(partnerScope, settings)).toMatchObject(limitRejection);
  expect(await countPartnerWebhooks()).toBe(3);
  await expect(createTestHook(buildHookInput(), partnerScope)).rejects.toMatchObject({
    status: 400,
    errors: [{ code: "validation.msg.hook.limit.reached", parameterName: "hook" }],
  });
});
