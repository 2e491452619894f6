import { beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { buildHookInput, createTestHook } from "@/testing/fineract-hooks";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { getHook } from "../adapters/fineract/queries";
import { registerSubscription } from "../adapters/plexe/register";
import { listSubscriptions } from "../adapters/plexe/subscriptions";
import { unregisterSubscriptions } from "../adapters/plexe/unregister";
import { prisma } from "../db";
import { newId } from "../ids";
import { createWebhook } from "./create-webhook";
import { createWebhookSchema, updateWebhookSchema } from "./schema";
import { updateWebhook } from "./update-webhook";

useDatabase();
const partnerId = newId();
beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.create({ data: { id: partnerId, name: "Partner" } });
});
beforeEach(async () => {
  await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
});

const typedAndNormalized = [
  ["http:127.0.0.1:9/x", "http://127.0.0.1:9/x"],
  ["http://127.0.0.1:9\\@example.com/", "http://127.0.0.1:9/@example.com/"],
  ["HTTP://127.1:9", "http://127.0.0.1:9/"],
  ["http://127.0.0.1:9/a/../b#part", "http://127.0.0.1:9/b"],
];
const makeSubscriptionInput = (webhookUri: string) => ({
  webhookUri,
  id: undefined,
  partnerId: undefined,
  customerId: undefined,
});
const firstUrl = "http://127.0.0.1:9/first";

test("the native API stores and shows the normalized URL, both when a webhook is created and when it is updated", async () => {
  const { id } = await makeWebhook({ url: firstUrl });
  for (const [url, normalizedUrl] of typedAndNormalized) {
    const created = await createWebhook(scope, createWebhookSchema.parse({ url }));
    expect(created).toMatchObject({ ok: true, webhook: { url: normalizedUrl } });
    const updated = await updateWebhook(scope, id, updateWebhookSchema.parse({ url }));
    expect(updated).toMatchObject({ ok: true, webhook: { url: normalizedUrl } });
  }
  const entries = await prisma().auditEntry.findMany({ where: { targetId: id }, orderBy: { id: "asc" } });
  expect(entries.map(({ details }) => details)).toContainEqual({
    url: { from: firstUrl, to: "http://127.0.0.1:9/x" },
  });
});

test("a URL with a disguised host is checked in its normalized form", async () => {
  const url = "http://10.0.0.1\\@127.0.0.1:9/";
  const created = await createWebhook(scope, createWebhookSchema.parse({ url }));
  expect(created).toMatchObject({ ok: false, invalid: [{ field: "url", code: "url_address_refused" }] });
});

test("a URL template keeps its variables; its scheme and host are normalized", async () => {
  const url = "HTTP://127.1:9/Loans/{{ entity.id }}?by={{ data.who }}";
  const { id } = await makeWebhook({ url, dialect: "loanpro", triggers: ["PaymentPosted"] });
  const row = await prisma().webhook.findUniqueOrThrow({ where: { id } });
  expect(row.url).toBe("http://127.0.0.1:9/Loans/{{ entity.id }}?by={{ data.who }}");
  const broken = await createWebhook(
    scope,
    createWebhookSchema.parse({ url: "http:\\\\127.0.0.1:9\\{{ entity.id }}", dialect: "loanpro" }),
  );
  expect(broken).toMatchObject({ ok: false, invalid: [{ field: "url", code: "template_invalid" }] });
});

test("Plexe: URLs are compared in normalized form", async () => {
  await registerSubscription(scope, partnerId, makeSubscriptionInput("http://127.0.0.1:9"));
  await registerSubscription(scope, partnerId, makeSubscriptionInput("http:127.0.0.1:9/#again"));
  expect(await listSubscriptions(scope, partnerId)).toMatchObject([{ url: "http://127.0.0.1:9/" }]);
  await unregisterSubscriptions(scope, partnerId, makeSubscriptionInput("http://127.0.0.1:9"));
  expect(await listSubscriptions(scope, partnerId)).toEqual([]);
});

test("Fineract: the Payload URL is shown in normalized form", async () => {
  const typedHook = buildHookInput({
    config: { "Payload URL": "http:127.0.0.1:9/hook", "Content Type": "json" },
  });
  const { config } = await getHook(scope, await createTestHook(typedHook), false);
  expect(config).toContainEqual({ fieldName: "Payload URL", fieldValue: "http://127.0.0.1:9/hook" });
});
