import { beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { attemptUntilDone, fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { createApiKey } from "../../api-keys/create-api-key";
import { unseal } from "../../crypto/seal";
import { prisma } from "../../db";
import { newId } from "../../ids";
import { sealContext } from "../../webhooks/secrets/sealed-values";
import { plexeCalls } from "./calls";
import { plexeEndpoint } from "./endpoint";
import { plexeEvents } from "./schema";

useDatabase();
const [myId, otherId] = [newId(), newId()];
const uri = "http://127.0.0.1:9/webhooks/plexe";
/** The example on Plexe's page, unchanged except for the URL. */
const plexeInput = {
  id: "00000000-0000-0000-0000-000000000000",
  webhookUri: uri,
  secret: "shared-secret",
  isActive: true,
  webhooks: ["WB_Customer_Created", "WB_Application_Created"],
};
const apiKeys = { lender: "", partner: "", other: "" };

async function call(
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  key: keyof typeof apiKeys = "lender",
) {
  const url = new URL(path, "http://hookledger/api/Webhook/");
  const request = new Request(url, {
    method,
    headers: { Authorization: `Bearer ${apiKeys[key]}`, "Content-Type": "application/json-patch+json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const operation = url.pathname.split("/").at(-1) ?? "";
  const response = await plexeEndpoint(request, { params: Promise.resolve({ operation }) });
  const text = await response.text();
  return { status: response.status, text, body: text === "" ? null : JSON.parse(text) };
}
const post = (path: string, body?: unknown, key?: keyof typeof apiKeys) => call("POST", path, body, key);
const get = (path: string, key?: keyof typeof apiKeys) => call("GET", path, undefined, key);
const getSubscription = async () => (await get(`subscription?partnerId=${myId}`)).body;
const register = async (changes: object = {}) => {
  const response = await post("register", { ...plexeInput, partnerId: myId, ...changes });
  expect(response, response.text).toMatchObject({ status: 200, text: "" });
};
const readWebhooks = () => prisma().webhook.findMany({ where: { deletedAt: null }, orderBy: { id: "asc" } });
const loadSigningKey = async (id: string) => {
  const row = await prisma().webhook.findUniqueOrThrow({ where: { id } });
  return unseal(row.keySealed, sealContext.key(id));
};

beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.createMany({ data: [myId, otherId].map((id) => ({ id, name: id })) });
  const createKey = async (name: string, partnerId?: string) => {
    const created = await createApiKey(scope, { name, scopes: ["all"], partnerId, expiresInDays: null });
    if (!created.ok) throw new Error(JSON.stringify(created));
    return created.token;
  };
  Object.assign(apiKeys, {
    lender: await createKey("lender"),
    partner: await createKey("partner", myId),
    other: await createKey("other", otherId),
  });
});
beforeEach(async () => {
  await prisma().webhook.deleteMany();
});

test("Plexe's documented subscription can be registered with field names in any case, and with partnerId in the body, in the query or implied by the API key", async () => {
  await register();
  const [webhook] = await readWebhooks();
  expect(webhook).toMatchObject({ partnerId: myId, url: uri, dialect: "plexe", state: "enabled" });
  expect(webhook).toMatchObject({ successRule: "2xx", signatureHeader: "abp-webhook-signature" });
  expect(await loadSigningKey(webhook?.id ?? "")).toBe("shared-secret");
  expect((await post(`register?customerId=${myId.toUpperCase()}`, plexeInput)).status).toBe(200);
  expect((await post("REGISTER", plexeInput, "partner")).status).toBe(200);
  const { id, webhookUri, ...rest } = plexeInput;
  const inputWithCapitals = { ...rest, Id: id, WebhookUri: webhookUri, PartnerId: myId, CustomerId: id };
  expect((await post("register", inputWithCapitals)).status).toBe(200);
  expect(await readWebhooks()).toHaveLength(1);
});

test("registering again updates the subscription with the same id or URL", async () => {
  await register();
  const [first] = await readWebhooks();
  await register({ secret: "another-secret", isActive: false, webhooks: ["WB_Loan_Closed"] });
  expect(await getSubscription()).toMatchObject({ isActive: false, webhooks: ["WB_Loan_Closed"] });
  expect(await loadSigningKey(first?.id ?? "")).toBe("another-secret");
  await register({ id: first?.id, webhookUri: `${uri}/new`, secret: "********", webhooks: undefined });
  expect(await getSubscription()).toMatchObject({ id: first?.id, webhookUri: `${uri}/new`, isActive: true });
  expect(await loadSigningKey(first?.id ?? "")).toBe("another-secret");
  await register({ webhookUri: `${uri}/second` });
  expect((await getSubscription()).map((one: { webhookUri: string }) => one.webhookUri)).toEqual([
    `${uri}/new`,
    `${uri}/second`,
  ]);
  expect((await get(`subscription?partnerId=${myId}&id=${first?.id}`)).body).toMatchObject({ id: first?.id });
});

test("twenty concurrent registrations create one subscription", async () => {
  await Promise.all(Array.from({ length: 20 }, () => register()));
  expect([await readWebhooks(), await prisma().previousKey.count()]).toMatchObject([[{ url: uri }], 0]);
});

test("repeating a registration changes nothing: conditions and key overlap stay, and no audit entry is added", async () => {
  await register({ secret: "the-old-secret" });
  const where = { webhookId: (await readWebhooks())[0]?.id ?? "" };
  await prisma().trigger.updateMany({ where, data: { condition: "true", language: "clojure" } });
  await register();
  const previousKeys = await prisma().previousKey.findMany();
  expect(previousKeys).toHaveLength(1);
  const auditCount = await prisma().auditEntry.count();
  await register();
  expect(await prisma().auditEntry.count()).toBe(auditCount);
  expect(await prisma().previousKey.findMany()).toEqual(previousKeys);
  await register({ webhooks: ["WB_Customer_Created", "WB_Loan_Closed"] });
  const triggers = await prisma().trigger.findMany({ orderBy: { eventType: "asc" } });
  expect(triggers.filter((one) => one.webhookId === where.webhookId)).toMatchObject([
    { eventType: "WB_Customer_Created", condition: "true", language: "clojure" },
    { eventType: "WB_Loan_Closed", condition: null },
  ]);
});

test("omitting `webhooks` subscribes to all 22 events, and so does update-all", async () => {
  const getNames = async () => (await get(`get-registered-webhooks?partnerId=${myId}`)).body;
  expect(await getNames()).toEqual([]);
  expect((await post("update-all", { partnerId: myId })).status).toBe(404);
  await register();
  expect(await getNames()).toEqual(["WB_Application_Created", "WB_Customer_Created"]);
  expect(await post(`update-all?partnerId=${myId}`)).toMatchObject({ status: 200, text: "" });
  expect(await getNames()).toEqual(plexeEvents);
  expect(plexeEvents).toHaveLength(22);
  await register({ webhooks: ["WB_Loan_Opened"] });
  await register({ webhooks: undefined });
  expect((await getSubscription()).webhooks).toEqual(plexeEvents);
});

test("unregister removes the given events or ends the subscription; a partner with several subscriptions must say which one", async () => {
  await register();
  const unregister = (body: object) => post("unregister", { partnerId: myId, ...body });
  await unregister({ webhookUri: uri, webhooks: ["WB_Customer_Created", "WB_Loan_Closed"] });
  expect((await getSubscription()).webhooks).toEqual(["WB_Application_Created"]);
  await register({ webhookUri: `${uri}/second`, webhooks: undefined });
  expect(await unregister({})).toMatchObject({ status: 400, body: { error: { code: 0 } } });
  expect(await readWebhooks()).toHaveLength(2);
  expect((await unregister({ webhookUri: uri, webhooks: ["WB_Nope"] })).status).toBe(400);
  expect((await unregister({ webhookUri: `${uri}/second`, webhooks: ["WB_Send_Otp"] })).status).toBe(200);
  expect((await getSubscription())[1].webhooks).toEqual(plexeEvents.filter((name) => name !== "WB_Send_Otp"));
  expect(
    await post(`unregister?partnerId=${myId}`, { ...plexeInput, webhookUri: `${uri}/second` }),
  ).toMatchObject({ status: 200, text: "" });
  expect((await getSubscription())[1].webhooks).toHaveLength(19);
  expect((await unregister({ webhookUri: `${uri}/second` })).status).toBe(200);
  expect(await unregister({})).toMatchObject({ status: 200, text: "" });
  expect(await readWebhooks()).toEqual([]);
  expect((await unregister({ webhookUri: uri })).status).toBe(404);
});

test("update-webhook-uri changes the URL, and checks it as register does", async () => {
  await register();
  const update = (webhookUri: string, rest = "") =>
    post(`update-webhook-uri?partnerId=${myId}&webhookUri=${encodeURIComponent(webhookUri)}${rest}`);
  expect(await update("http://10.0.0.1/")).toMatchObject({
    status: 400,
    body: { error: { validationErrors: [{ members: ["webhookUri"] }] } },
  });
  expect(await update(`${uri}/moved`)).toMatchObject({ status: 200, text: "" });
  expect(await getSubscription()).toMatchObject({ webhookUri: `${uri}/moved` });
  await register();
  expect((await update(`${uri}/again`)).status).toBe(400);
  const [first] = await readWebhooks();
  expect((await update(`${uri}/again`, `&id=${first?.id}`)).status).toBe(200);
});

test("a simulated event goes only to the active subscriptions that include it", async () => {
  await register();
  await register({ webhookUri: `${uri}/closed`, webhooks: ["WB_Loan_Closed"] });
  await register({ webhookUri: `${uri}/inactive`, isActive: false });
  await makeWebhook({ url: uri, triggers: ["*"] });
  const simulate = (eventName: string) => post("generate-simulated-webhook", { partnerId: myId, eventName });
  expect(await simulate("WB_Customer_Created")).toMatchObject({ status: 200, text: "" });
  const simulatedDeliveries = await prisma().delivery.findMany({ where: { simulated: true } });
  const [first] = await readWebhooks();
  expect(simulatedDeliveries.map(({ webhookId }) => webhookId)).toEqual([first?.id]);
  await attemptUntilDone(simulatedDeliveries[0]?.id ?? "");
  expect((await get(`subscription?partnerId=${myId}&id=${first?.id}`)).body).toMatchObject({
    lastDeliveryId: simulatedDeliveries[0]?.id,
    lastDeliveryStatus: "failed",
    lastDeliverySimulated: true,
  });
  expect((await simulate("WB_Nope")).status).toBe(400);
  expect((await simulate("WB_Send_Otp")).status).toBe(404);
});

test("another partner's subscriptions look as if they did not exist", async () => {
  await register();
  const [webhook] = await readWebhooks();
  for (const { method, path, permission } of Object.values(plexeCalls)) {
    const name = path.split("/").at(-1) ?? "";
    const fields = new URLSearchParams({ webhookUri: uri, eventName: "WB_Customer_Created" });
    const otherPartner = await call(method, `${name}?${fields}&partnerId=${myId}`, undefined, "other");
    const unknownId = newId();
    const unknownPartner = await call(method, `${name}?${fields}&partnerId=${unknownId}`, undefined, "other");
    expect(otherPartner.status, `${name} needs ${permission}`).toBe(404);
    expect(otherPartner.text.replaceAll(myId, unknownId)).toBe(unknownPartner.text);
    const asLender = await call(method, `${name}?${fields}&partnerId=${unknownId}`);
    expect(asLender.text, name).toBe(unknownPartner.text);
  }
  for (const name of ["register", "unregister", "update-webhook-uri"]) {
    const response = await post(name, { ...plexeInput, id: webhook?.id, partnerId: otherId }, "other");
    expect(response.status, name).toBe(404);
  }
  expect(await readWebhooks()).toMatchObject([{ id: webhook?.id, url: uri, partnerId: myId }]);
});

test("invalid input causes an ASP.NET Boilerplate error, and nothing is written", async () => {
  const expectRejected = async (body: unknown, member: string | null, status = 400) => {
    const response = await post("register", body);
    expect(response.status, response.text).toBe(status);
    expect(response.body).toMatchObject({
      result: null,
      success: false,
      unAuthorizedRequest: false,
      __abp: true,
    });
    const errors = response.body.error.validationErrors;
    if (member) expect(errors).toContainEqual({ message: expect.any(String), members: [member] });
  };
  const ownedInput = { ...plexeInput, partnerId: myId };
  await expectRejected({ ...plexeInput, partnerId: "42" }, "partnerId");
  await expectRejected(plexeInput, "partnerId");
  await expectRejected({ ...ownedInput, customerId: otherId }, "partnerId");
  await expectRejected({ ...plexeInput, partnerId: newId() }, "partnerId", 404);
  await expectRejected({ ...ownedInput, PartnerId: otherId }, "partnerId");
  await expectRejected({ ...ownedInput, webhookUri: "https://user:pass@example.com/" }, "webhookUri");
  await expectRejected({ ...ownedInput, webhookUri: "nonsense" }, "webhookUri");
  await expectRejected({ ...ownedInput, secret: "short" }, "secret");
  for (const names of [[], ["WB_Nope"]]) await expectRejected({ ...ownedInput, webhooks: names }, "webhooks");
  await expectRejected({ ...ownedInput, isActive: "yes" }, "isActive");
  await expectRejected({ ...ownedInput, id: newId() }, null, 404);
  await expectRejected([], null);
  expect(await readWebhooks()).toEqual([]);
  expect(await get("register")).toMatchObject({ status: 405 });
  expect(await get("nothing")).toMatchObject({ status: 404 });
});
