import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import {
  attemptUntilDone,
  fillCatalogue,
  loadDelivery,
  makeWebhook,
  postEvent,
  scope,
} from "@/testing/ledger";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { prisma } from "../db";
import { newId } from "../ids";
import { sendTestSchema } from "../playground/schema";
import { sendTest } from "../playground/send-test";
import { simulateEvent } from "../playground/simulate-event";
import { createWebhook } from "../webhooks/create-webhook";
import { createWebhookSchema } from "../webhooks/schema";
import { requestResendOfAttempt } from "./request-resend-of-attempt";
import { closeSender } from "./sender";

useDatabase();
let receiver: Receiver;

beforeAll(fillCatalogue);
beforeEach(async () => {
  await receiver?.close();
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await closeSender();
});

const makeLoanProWebhook = (settings: Record<string, unknown>) =>
  makeWebhook({ dialect: "loanpro", triggers: ["PaymentPosted"], retryDelays: [], ...settings });
const postPayment = (data: Record<string, unknown>) =>
  postEvent({ type: "PaymentPosted", entityId: "L-102", data });

test("a GET request has event values in its URL and headers, and no body; the attempt records the URL with these values", async () => {
  const { id } = await makeLoanProWebhook({
    url: receiver.url("/loans/{{ entity.id }}?amount={{ data.amountDue }}&by={{ data.who }}"),
    method: "GET",
    headers: { "X-Event": "{{ event.title }}" },
  });
  const [traceId = ""] = await postPayment({ amountDue: 12.5, who: "Zoë & Co" });
  await attemptUntilDone(traceId);
  const [request] = receiver.requests;
  expect(request).toMatchObject({
    method: "GET",
    url: "/loans/L-102?amount=12.5&by=Zo%C3%AB%20%26%20Co",
    headers: { "x-event": "Payment Posted to account" },
  });
  expect(request?.body).toHaveLength(0);
  const { attempts, state } = await loadDelivery(traceId);
  expect(state).toBe("succeeded");
  expect(attempts[0]).toMatchObject({
    method: "GET",
    destination: receiver.url("/loans/L-102?amount=12.5&by=Zo%C3%AB%20%26%20Co"),
    requestHeaders: { "X-Event": "********" },
  });
  await prisma().webhook.update({ where: { id }, data: { state: "disabled" } });
});

test("if a URL template cannot be filled in, the attempt fails with the reason and nothing is sent", async () => {
  await makeLoanProWebhook({ url: receiver.url("/loans/{{ data.who }}/close") });
  const [traceId = ""] = await postPayment({ who: ".." });
  await attemptUntilDone(traceId);
  const { attempts, state } = await loadDelivery(traceId);
  expect(state).toBe("failed");
  expect(attempts[0]?.error).toMatchObject({
    code: "template_error",
    message: expect.stringContaining("which changes the path"),
  });
  expect(receiver.requests).toHaveLength(0);
  await prisma().webhook.updateMany({ data: { state: "disabled" } });
});

test("a webhook whose rendered body is too large is skipped with the reason; the event is still accepted", async () => {
  const { id } = await makeLoanProWebhook({
    url: receiver.url(),
    options: {
      bodyTemplate: "{{ data.text }}{{ data.text }}{{ data.text }}",
      contentType: "text/plain",
    },
  });
  expect(await postPayment({ text: "x".repeat(100_000) })).toEqual([]);
  const event = await prisma().event.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(event.skipped).toContainEqual({
    webhookId: id,
    reason: "template_error",
    detail: expect.stringContaining("longer than 262,144 bytes"),
  });
  await prisma().webhook.updateMany({ data: { state: "disabled" } });
});

test("an invalid template can be neither saved nor tested", async () => {
  const settings = {
    url: "https://a.example/",
    dialect: "loanpro",
    options: { bodyTemplate: '{\n"a": {{ data.x | nope }} }' },
  };
  const invalidTemplates = [
    {
      field: "options.bodyTemplate",
      code: "template_invalid",
      message: expect.stringMatching(/^Line 2, column \d+: undefined filter: nope\.$/),
    },
  ];
  expect(await createWebhook(scope, createWebhookSchema.parse(settings))).toEqual({
    ok: false,
    invalid: invalidTemplates,
  });
  const test = sendTestSchema.parse({
    ...{ webhookId: null, eventType: "PaymentPosted", key: "k".repeat(20), timeoutSeconds: 5 },
    ...{ successRule: "2xx", signatureHeader: "X-A", signatureEncoding: "hex", headers: {} },
    ...settings,
  });
  expect(await sendTest(scope, test)).toEqual({
    ok: false,
    rejected: "invalid_settings",
    invalid: invalidTemplates,
  });
});

test("a variable in the host is rejected as an invalid template, not as an incomplete URL", async () => {
  const settings = { url: "https://{{ data.host }}/", dialect: "loanpro" };
  const invalid = [
    { field: "url", code: "template_invalid", message: expect.stringContaining("path or query") },
  ];
  expect(await createWebhook(scope, createWebhookSchema.parse(settings))).toEqual({ ok: false, invalid });
});

test("a simulated event is rejected with the reason, and nothing is written, if the webhook's template cannot render it", async () => {
  const { id } = await makeLoanProWebhook({
    url: receiver.url(),
    options: { bodyTemplate: "{% if data.paymentMethod %}no JSON{% else %}{}{% endif %}" },
  });
  expect(await simulateEvent(scope, id, "PaymentPosted")).toEqual({
    ok: false,
    rejected: "template_error",
    message: expect.stringMatching(
      /^The webhook's body template cannot be rendered with this sample: .*JSON/,
    ),
  });
  expect(await prisma().event.count({ where: { simulated: true } })).toBe(0);
  expect(await prisma().auditEntry.count({ where: { action: "webhook.simulated" } })).toBe(0);
});

test('LoanPro\'s retry call takes the number or ID of an existing attempt, or "manual"', async () => {
  await makeLoanProWebhook({ url: receiver.url() });
  const [traceId = ""] = await postPayment({});
  const rejected = { ok: false, rejected: "no_such_attempt" };
  expect(await requestResendOfAttempt(scope, traceId, "1")).toMatchObject(rejected);
  await attemptUntilDone(traceId);
  const { attempts } = await loadDelivery(traceId);
  for (const attempt of ["2", "0", "-1", "manual", "first", newId(), "99999"])
    expect(await requestResendOfAttempt(scope, traceId, attempt)).toMatchObject(rejected);
  expect(await requestResendOfAttempt(scope, newId(), "1")).toMatchObject(rejected);
  expect(await requestResendOfAttempt(scope, "no-id", "1")).toMatchObject(rejected);
  for (const attempt of ["1", attempts[0]?.id ?? "", "manual"])
    expect(await requestResendOfAttempt(scope, traceId, attempt)).toMatchObject({
      ok: true,
      deliveryId: traceId,
    });
});
