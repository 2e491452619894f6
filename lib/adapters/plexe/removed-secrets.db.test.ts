import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, scope } from "@/testing/ledger";
import { createApiKey } from "../../api-keys/create-api-key";
import { prisma } from "../../db";
import { newId } from "../../ids";
import { updateWebhookSchema } from "../../webhooks/schema";
import { updateWebhook } from "../../webhooks/update-webhook";
import { plexeEndpoint } from "./endpoint";

useDatabase();
const partnerId = newId();
const uri = "http://127.0.0.1:9/webhooks/plexe";
let apiKey = "";

beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.create({ data: { id: partnerId, name: "Partner" } });
  const created = await createApiKey(scope, { name: "p", scopes: ["all"], partnerId, expiresInDays: null });
  if (!created.ok) throw new Error(JSON.stringify(created));
  apiKey = created.token;
});

async function post(operation: string, body: unknown) {
  const request = new Request(`http://hookledger/api/Webhook/${operation}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const response = await plexeEndpoint(request, { params: Promise.resolve({ operation }) });
  return { status: response.status, warning: response.headers.get("X-Hookledger-Warning") };
}

const secrets = { headers: { "X-Secret": "value" }, authentication: { kind: "bearer", token: "token" } };

test.each(["update-webhook-uri", "register"])(
  "%s with another port removes the secrets that were set in the portal, and a response header says which were removed",
  async (operation) => {
    await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
    const successWithoutWarning = { status: 200, warning: null };
    expect(await post("register", { webhookUri: uri })).toEqual(successWithoutWarning);
    const { id } = await prisma().webhook.findFirstOrThrow({ where: { deletedAt: null } });
    await updateWebhook(scope, id, updateWebhookSchema.parse(secrets));
    const changeUrl = (webhookUri: string) => post(operation, { id, webhookUri });
    expect(await changeUrl(`${uri}/same-host`)).toEqual(successWithoutWarning);
    const { status, warning } = await changeUrl("http://127.0.0.1:10/other");
    expect([status, warning]).toEqual([200, expect.stringContaining("X-Secret")]);
    expect(warning).toContain("receiver authentication (bearer)");
    expect(await prisma().webhook.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ url: "http://127.0.0.1:10/other", headersSealed: null, authenticationSealed: null },
    });
  },
);
