import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { withheldLabel } from "../customer-data/schema";
import { prisma } from "../db";
import { closeSender } from "../deliveries/sender";
import { newId } from "../ids";
import { allPermissions } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { rotateKey } from "../webhooks/rotate-key";
import { sendTestSchema } from "./schema";
import { sendTest } from "./send-test";

useDatabase();
let receiver: Receiver;
const key = "a-key-that-was-never-saved";

beforeAll(fillCatalogue);
beforeEach(async () => {
  await receiver?.close();
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await closeSender();
});

const makeInput = (settings: Record<string, unknown> = {}) =>
  sendTestSchema.parse({
    webhookId: null,
    eventType: "OpportunityUpdated",
    url: receiver.url("/hook"),
    key,
    timeoutSeconds: 5,
    successRule: "200",
    signatureHeader: "X-PL-Signature",
    signatureEncoding: "base64",
    headers: {},
    ...settings,
  });

const sign = (body: Buffer, signingKey: string) =>
  createHmac("sha256", signingKey).update(body).digest("base64");

test("testing an unsaved webhook signs with the form's key, is audited and creates no delivery", async () => {
  receiver.respond({ status: 200, body: "thanks" });
  const testResult = await sendTest(scope, makeInput({ headers: { "X-Tenant": "north" } }));
  expect(testResult).toMatchObject({
    ok: true,
    result: {
      succeeded: true,
      request: { method: "POST", url: receiver.url("/hook"), headers: { "X-Tenant": "********" } },
      responseCode: 200,
      error: null,
      answer: "thanks",
    },
  });
  const [request] = receiver.requests;
  if (!request) throw new Error("nothing was sent");
  expect(request.headers).toMatchObject({
    "x-pl-signature": sign(request.body, key),
    "x-tenant": "north",
    "x-hookledger-attempt": "test",
  });
  expect(JSON.parse(request.body.toString())).toMatchObject({ eventName: "OpportunityUpdated" });
  const signature = sign(request.body, key);
  expect(testResult).toMatchObject({
    result: { request: { headers: { "X-PL-Signature": signature }, body: request.body.toString() } },
  });
  expect(await prisma().delivery.count()).toBe(0);
  const entries = await prisma().auditEntry.findMany({ where: { action: "webhook.tested" } });
  expect(entries).toMatchObject([{ details: { succeeded: true, url: receiver.url("/hook") } }]);
  expect(JSON.stringify(entries)).not.toContain(key);
});

test("testing a saved webhook uses its keys and headers, with the form's changes", async () => {
  const webhook = await makeWebhook({
    url: receiver.url("/old"),
    key: "the-saved-key-of-it",
    headers: { "X-Kept": "kept", "X-Gone": "gone" },
  });
  const rotateResult = await rotateKey(scope, webhook.id, { key: "the-new-key-of-it", overlapHours: 1 });
  expect(rotateResult.ok).toBe(true);
  await sendTest(scope, makeInput({ webhookId: webhook.id, key: undefined, headers: { "X-Gone": null } }));
  const [request] = receiver.requests;
  if (!request) throw new Error("nothing was sent");
  expect(request.url).toBe("/hook");
  expect(request.headers).toMatchObject({
    "x-pl-signature": sign(request.body, "the-new-key-of-it"),
    "x-pl-signature-previous": sign(request.body, "the-saved-key-of-it"),
    "x-kept": "kept",
  });
  expect(request.headers).not.toHaveProperty("x-gone");
});

test("the form's success rule decides whether a test succeeded; a failed test has an error message", async () => {
  receiver.respond({ status: 204 });
  expect(await sendTest(scope, makeInput({ successRule: "2xx" }))).toMatchObject({
    result: { succeeded: true },
  });
  expect(await sendTest(scope, makeInput())).toMatchObject({
    result: { succeeded: false, responseCode: 204, error: expect.stringContaining("counts only 200") },
  });
  const port = new URL(receiver.url()).port;
  await receiver.close();
  expect(await sendTest(scope, makeInput({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({
    result: { succeeded: false, responseCode: null, error: expect.any(String) },
  });
});

test("invalid settings are rejected before anything is sent", async () => {
  const listInvalid = async (settings: Record<string, unknown>) => {
    const tested = await sendTest(scope, makeInput(settings));
    return tested.ok || tested.rejected !== "invalid_settings"
      ? tested
      : tested.invalid.map(({ code }) => code);
  };
  expect(await listInvalid({ url: "http://10.0.0.1/" })).toEqual(["url_address_refused"]);
  expect(await listInvalid({ headers: { Host: "evil" } })).toEqual(["header_refused"]);
  expect(await listInvalid({ key: undefined })).toEqual(["key_missing"]);
  expect(await listInvalid({ eventType: "Nope" })).toEqual({ ok: false, rejected: "unknown_event_type" });
  expect(receiver.requests).toEqual([]);
});

test("nothing is sent for another tenant's webhook, or without the permission to change webhooks", async () => {
  const webhook = await makeWebhook({ url: receiver.url() });
  const stranger = makeScope({ actor: scope.actor, partnerId: newId(), permissions: allPermissions });
  expect(await sendTest(stranger, makeInput({ webhookId: webhook.id }))).toEqual({
    ok: false,
    rejected: "not_found",
  });
  const reader = makeScope({ actor: scope.actor, partnerId: null, permissions: ["webhooks:read"] });
  await expect(sendTest(reader, makeInput())).rejects.toThrow(Forbidden);
  expect(receiver.requests).toEqual([]);
});

test("without the permission for customer data, the receiver's response is withheld", async () => {
  receiver.respond({ status: 302, body: "of Ada", headers: { location: "/Ada" } });
  const permissions = allPermissions.filter((permission) => permission !== "customer-data:read");
  const limited = makeScope({ actor: scope.actor, partnerId: null, permissions });
  const tested = await sendTest(limited, makeInput());
  expect(tested).toMatchObject({ result: { responseCode: 302, answer: withheldLabel } });
  expect(JSON.stringify(tested)).not.toContain("Ada");
  expect(JSON.stringify(await sendTest(scope, makeInput()))).toContain("of Ada");
});

test("a test to another port is sent without the saved header values and receiver authentication; the result lists what was withheld", async () => {
  const otherReceiver = await startReceiver();
  const webhook = await makeWebhook({
    url: otherReceiver.url("/saved"),
    headers: { "X-Secret": "of-the-saved-receiver", "X-Typed": "old" },
    authentication: { kind: "bearer", token: "of-the-saved-receiver" },
  });
  const savedWebhook = { webhookId: webhook.id, key: undefined };
  expect(await sendTest(scope, makeInput({ ...savedWebhook, headers: { "X-Typed": "new" } }))).toMatchObject({
    ok: true,
    result: { withheld: ["X-Secret", "receiver authentication"] },
  });
  const [request] = receiver.requests;
  expect(request?.headers).toMatchObject({ "x-typed": "new" });
  expect(JSON.stringify(request?.headers)).not.toContain("of-the-saved-receiver");
  const hiddenSecrets = {
    headers: { "X-Secret": "********" },
    authentication: { kind: "bearer", token: "********" },
  };
  expect(await sendTest(scope, makeInput({ ...savedWebhook, ...hiddenSecrets }))).toMatchObject({
    rejected: "invalid_settings",
    invalid: [{ field: "headers.X-Secret" }, { field: "authentication" }],
  });
  expect(receiver.requests).toHaveLength(1);
  expect(
    await sendTest(scope, makeInput({ ...savedWebhook, url: otherReceiver.url("/changed") })),
  ).toMatchObject({
    result: { withheld: [] },
  });
  expect(otherReceiver.requests[0]?.headers).toMatchObject({
    "x-secret": "of-the-saved-receiver",
    authorization: "Bearer of-the-saved-receiver",
  });
  await otherReceiver.close();
});
