import { createHmac } from "node:crypto";
import { plexeEvents } from "../lib/adapters/plexe/schema";
import { call, createWebhook, postEvent } from "./api";
import { insertApiKey } from "./api-key";
import { expect, test } from "./fixtures";
import type { System } from "./system";
import { makePartner } from "./test-partner";

/** The subscription in Plexe's documentation, verbatim. */
const documentedSubscription = `{
  "id": "00000000-0000-0000-0000-000000000000",
  "webhookUri": "https://partner.example.com/webhooks/plexe",
  "secret": "shared-secret",
  "isActive": true,
  "webhooks": [
    "WB_Customer_Created",
    "WB_Application_Created"
  ]
}`;
const buildSubscription = (uri: string) =>
  documentedSubscription.replace("https://partner.example.com/webhooks/plexe", uri);

const post = (system: System, operation: string, body?: unknown, key?: string) =>
  call(system, "POST", `/api/Webhook/${operation}`, body, key);
const get = (system: System, operation: string, key?: string) =>
  call(system, "GET", `/api/Webhook/${operation}`, undefined, key);
const emptySuccess = { status: 200, text: "" };
const sign = (key: string, body: Buffer) =>
  `sha256=${createHmac("sha256", key).update(body).digest("hex").toUpperCase().match(/../g)?.join("-")}`;

test("Plexe's documented subscription can be registered, its events arrive signed, and it shows the last delivery", async ({
  system,
  receiver,
}) => {
  const { id: partnerId } = await makePartner(system, "Plexe documented");
  const registerResponse = await post(
    system,
    `register?partnerId=${partnerId}`,
    buildSubscription(receiver.url("/plexe")),
  );
  expect(registerResponse, registerResponse.text).toMatchObject(emptySuccess);

  const data = { customerId: "c-1", firstName: "Amélie" };
  await postEvent(system, { type: "WB_Customer_Created", entityId: "no-partner", data });
  await postEvent(system, { type: "WB_Loan_Closed", entityId: "not-wanted", partnerId, data });
  const id = await postEvent(system, { type: "WB_Customer_Created", entityId: "px-1", partnerId, data });
  const [request] = await receiver.waitFor(1);
  expect(request).toMatchObject({ method: "POST", url: "/plexe" });
  expect(JSON.parse(String(request?.body))).toEqual({
    Id: id,
    WebhookEvent: "WB_Customer_Created",
    Attempt: 1,
    Data: data,
    CreationTimeUtc: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
  expect(request?.headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "abp-webhook-signature": sign("shared-secret", request?.body ?? Buffer.of()),
    "x-hookledger-attempt": "1",
  });
  const getSubscription = async () => (await get(system, `subscription?partnerId=${partnerId}`)).body;
  await expect.poll(async () => (await getSubscription()).lastDeliveryStatus).toBe("succeeded");
  expect(await getSubscription()).toMatchObject({
    webhookUri: receiver.url("/plexe"),
    secret: "********",
    isActive: true,
    webhooks: ["WB_Application_Created", "WB_Customer_Created"],
    lastDeliveryTime: expect.any(String),
    lastResponseCode: 200,
    lastDeliverySimulated: false,
  });
  expect(receiver.requests).toHaveLength(1);
});

test("a subscription to all 22 event types gets an event of each; a simulated event is marked", async ({
  system,
  receiver,
}) => {
  const { id: partnerId } = await makePartner(system, "Plexe All names");
  const { webhooks: _, ...subscriptionToAll } = JSON.parse(buildSubscription(receiver.url()));
  expect(await post(system, "register", { ...subscriptionToAll, partnerId })).toMatchObject(emptySuccess);
  expect((await get(system, `get-registered-webhooks?customerId=${partnerId}`)).body).toEqual(plexeEvents);
  for (const type of plexeEvents) await postEvent(system, { type, entityId: `all-${type}`, partnerId });
  await receiver.waitFor(22);
  const listReceivedNames = () => receiver.requests.map(({ body }) => JSON.parse(String(body)).WebhookEvent);
  expect(listReceivedNames().sort()).toEqual(plexeEvents);

  const simulateInput = { eventName: "WB_Loan_Closed", partnerId };
  expect(await post(system, "generate-simulated-webhook", simulateInput)).toMatchObject(emptySuccess);
  const request = (await receiver.waitFor(23)).at(-1);
  expect(request?.headers["x-hookledger-simulated"]).toBe("true");
  expect(JSON.parse(String(request?.body))).toMatchObject({
    WebhookEvent: "WB_Loan_Closed",
    Data: { loanNumber: "PX-20418" },
  });
  const getSubscription = async () => (await get(system, `subscription?partnerId=${partnerId}`)).body;
  await expect.poll(async () => (await getSubscription()).lastDeliverySimulated).toBe(true);
  const { lastDeliveryId } = await getSubscription();
  const deliveryResponse = await call(system, "GET", `/api/v1/deliveries/${lastDeliveryId}`);
  expect(deliveryResponse.body).toMatchObject({ simulated: true, eventType: "WB_Loan_Closed" });
});

test("with its own key a partner can register, change the URL, remove an event type, rotate the secret and unregister; paths work in any letter case", async ({
  system,
  receiver,
}) => {
  const { id: partnerId } = await makePartner(system, "Plexe Own key");
  const key = await insertApiKey(system, undefined, partnerId);
  const buildUriField = (path: string) => ({ webhookUri: receiver.url(path) });
  const subscription = JSON.parse(buildSubscription(receiver.url("/first")));
  const registerResponse = await call(system, "POST", "/api/webhook/register", subscription, key);
  expect(registerResponse, registerResponse.text).toMatchObject(emptySuccess);
  expect(await post(system, "Update-Webhook-Uri", buildUriField("/second"), key)).toMatchObject(emptySuccess);
  const withNewSecret = { ...subscription, ...buildUriField("/second"), secret: "another-secret" };
  expect(await post(system, "register", withNewSecret, key)).toMatchObject(emptySuccess);
  const oneEventType = { ...buildUriField("/second"), webhooks: ["WB_Application_Created"] };
  expect(await post(system, "unregister", oneEventType, key)).toMatchObject(emptySuccess);

  await postEvent(system, { type: "WB_Application_Created", entityId: "own-0", partnerId });
  await postEvent(system, { type: "WB_Customer_Created", entityId: "own-1", partnerId });
  const [request] = await receiver.waitFor(1);
  expect(request?.url).toBe("/second");
  expect(request?.headers).toMatchObject({
    "abp-webhook-signature": sign("another-secret", request?.body ?? Buffer.of()),
    "abp-webhook-signature-previous": sign("shared-secret", request?.body ?? Buffer.of()),
  });

  expect(await post(system, "update-all", undefined, key)).toMatchObject(emptySuccess);
  expect((await get(system, "get-registered-webhooks", key)).body).toHaveLength(22);
  expect(await post(system, "unregister", buildUriField("/second"), key)).toMatchObject(emptySuccess);
  expect((await get(system, "get-registered-webhooks", key)).body).toEqual([]);
  expect((await get(system, "subscription", key)).status).toBe(404);
  await createWebhook(system, { url: receiver.url("/lender"), triggers: ["WB_Customer_Created"] });
  await postEvent(system, { type: "WB_Customer_Created", entityId: "own-2", partnerId });
  await receiver.waitFor(2);
  expect(receiver.requests.map(({ url }) => url)).toEqual(["/second", "/lender"]);
});

test("invalid input gets an error in ABP's format and writes nothing", async ({ system, receiver }) => {
  const { id: partnerId } = await makePartner(system, "Plexe Bad input");
  const subscriptionWithOwner = { ...JSON.parse(buildSubscription(receiver.url())), partnerId };
  const expectRejected = async (body: unknown, status: number, key?: string) => {
    const response = await post(system, "register", body, key);
    expect(response.status, response.text).toBe(status);
    expect(response.body).toMatchObject({
      success: false,
      error: { code: 0, message: expect.any(String) },
      unAuthorizedRequest: status === 401 || status === 403,
      __abp: true,
    });
  };
  const privateUrls = [
    "http://10.0.0.1/",
    "http://169.254.169.254/",
    "https://[::ffff:10.0.0.1]/",
    "ftp://x/",
  ];
  for (const webhookUri of privateUrls) await expectRejected({ ...subscriptionWithOwner, webhookUri }, 400);
  await expectRejected(`{"partnerId":"${partnerId}","__proto__":{"webhookUri":"x"}}`, 400);
  await expectRejected("[".repeat(60_000), 400);
  await expectRejected("[".repeat(100_000), 413);
  await expectRejected({ ...subscriptionWithOwner, secret: "x".repeat(10_000_000) }, 413);
  await expectRejected("{", 400);
  await expectRejected({ ...subscriptionWithOwner, id: "0199aaaa-0000-7000-8000-000000000000" }, 404);
  const { id: otherPartnerId } = await makePartner(system, "Plexe other");
  const otherPartnersKey = await insertApiKey(system, undefined, otherPartnerId);
  await expectRejected(subscriptionWithOwner, 404, otherPartnersKey);
  expect((await get(system, "subscription", otherPartnersKey)).status).toBe(404);
  expect((await get(system, `get-registered-webhooks?partnerId=${partnerId}`)).body).toEqual([]);
  const inputWithUnknownFields = {
    ...subscriptionWithOwner,
    role: "administrator",
    state: "paused",
    lastDeliveryStatus: "succeeded",
  };
  expect(await post(system, "register", inputWithUnknownFields)).toMatchObject(emptySuccess);
  expect((await get(system, `subscription?partnerId=${partnerId}`)).body).toMatchObject({
    state: "enabled",
    lastDeliveryStatus: null,
  });
});
