import { call, createWebhook } from "./api";
import { createTestWithOwnSystem, expect } from "./fixtures";
import { type System, startSystem } from "./system";

/** A second system, whose sources take the deliveries of the first one. */
const test = createTestWithOwnSystem().extend<object, { second: System }>({
  second: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
    async ({}, use) => {
      const second = await startSystem();
      await use(second);
      await second.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

interface RoundTrip {
  /** The system of the source and, unless another is given, the dialect of the webhook. */
  system: string;
  dialect?: string;
  title?: string;
  key?: string;
  /** More settings of the source. */
  source?: Record<string, unknown>;
  webhook?: Record<string, unknown>;
  event: Record<string, unknown>;
  /** The parts of the event that the dialect does not carry. */
  without?: string[];
}

const key = "key-0123456789abcdef";
const hmacKey = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const data = { amount: "250.50", note: "Zażółć & <b> 'x' + = 100%", nested: { list: [1, 2.5, "three"] } };

const roundTrips: RoundTrip[] = [
  {
    system: "precisionlender",
    key,
    event: { type: "OpportunityUpdated", entityId: "a2e4cedb-5588-4df6-8986-1cf848f82b3e" },
    without: ["occurredAt"],
  },
  {
    system: "precisionlender",
    title: "precisionlender, in hexadecimal",
    key,
    source: {
      verification: { kind: "hmac", header: "X-PL-Signature", encoding: "hex", prefix: "" },
    },
    webhook: { signatureEncoding: "hex" },
    event: { type: "OpportunityUpdated", entityId: "b3f5dfec-6699-4e07-9a97-2df959f93c4f" },
    without: ["occurredAt"],
  },
  {
    system: "loanpro",
    key,
    webhook: { headers: { "X-Source-Key": key } },
    event: { type: "PaymentPosted", entityId: "L-102", data: { amount: 250.5, daysPastDue: 3 } },
    without: ["occurredAt"],
  },
  {
    system: "plexe",
    key,
    event: {
      type: "WB_Loan_Closed",
      entityId: "e19b7c44-5a83-4b1d-a6f2-90f7c2d8b6e0",
      data: { ...data, loanId: "e19b7c44-5a83-4b1d-a6f2-90f7c2d8b6e0" },
      occurredAt: "2026-03-01T12:00:00.000Z",
    },
  },
  {
    system: "fineract",
    key,
    event: {
      type: "LOAN.REPAYMENT",
      entityId: "7",
      data: {
        request: { transactionAmount: 250.5, note: data.note },
        response: { loanId: 7, resourceId: 3 },
      },
      occurredAt: "2026-03-01T12:00:00.000Z",
    },
  },
  {
    system: "fineract",
    title: "fineract, as a form",
    key,
    webhook: { options: { contentType: "form" } },
    event: {
      type: "LOAN.REPAYMENT",
      entityId: "7",
      data: { request: { transactionAmount: 250.5, locale: "en" }, response: { loanId: 7, resourceId: 3 } },
      occurredAt: "2026-03-01T12:00:00.000Z",
    },
  },
  {
    system: "generic",
    title: "plexe, read by a generic source with pointers and templates",
    dialect: "plexe",
    key,
    source: {
      verification: {
        ...{ kind: "hmac", header: "abp-webhook-signature", encoding: "dashed-hex", prefix: "sha256=" },
      },
      mapping: {
        type: "{{ body.WebhookEvent }}",
        entityId: "/Data/loanId",
        occurredAt: "/CreationTimeUtc",
        idempotencyKey: "{{ body.Id | append: '-' | append: body.Data.loanId }}",
        data: "/Data",
        eventTypes: { WB_Loan_Created: "WB_Loan_Closed" },
      },
    },
    event: {
      type: "WB_Loan_Closed",
      entityId: "f2ac8d55-6b94-4c2e-b7a1-01f8d3e9c7f1",
      data: { ...data, loanId: "f2ac8d55-6b94-4c2e-b7a1-01f8d3e9c7f1" },
      occurredAt: "2026-03-01T12:00:00.000Z",
    },
  },
  {
    system: "standard-webhooks",
    key: hmacKey,
    event: { type: "PaymentPosted", entityId: "L-102", data, occurredAt: "2026-03-01T12:00:00.000Z" },
  },
];

/** Waits for the first message of a source of the second system in this state. */
async function waitForMessage(second: System, sourceId: string, state: string) {
  const path = `/api/v1/sources/${sourceId}/messages?state=${state}`;
  const list = async () => (await call(second, "GET", path)).body.items;
  await expect.poll(async () => (await list()).length, { timeout: 20_000 }).toBe(1);
  return (await list())[0];
}

for (const { system: name, title = name, dialect = name, ...roundTrip } of roundTrips) {
  test(`an event that our dialect ${title} sends to a source of another system is the same event there`, async ({
    system,
    second,
  }) => {
    const { key, webhook, event, without = [] } = roundTrip;
    const settings = { name: title, system: name, key, ...roundTrip.source };
    const { body: source } = await call(second, "POST", "/api/v1/sources", settings);
    await createWebhook(system, {
      url: source.url,
      dialect,
      key,
      triggers: [event.type],
      ...webhook,
    });
    const { body: accepted } = await call(system, "POST", "/api/v1/events", event);
    const message = await waitForMessage(second, source.id, "mapped");
    const fetchEvent = async (at: System, id: string) => (await call(at, "GET", `/api/v1/events/${id}`)).body;
    const original = await fetchEvent(system, accepted.id);
    const copy = await fetchEvent(second, message.eventId);
    for (const part of ["type", "entityType", "entityId", "occurredAt", "data"])
      if (!without.includes(part)) expect(copy[part], part).toEqual(original[part]);
    expect(copy.source).toEqual({ messageId: message.id, verified: true });
  });
}

test("a delivery of PrecisionLender that is sent again has the same ID, and is the same event", async ({
  system,
  second,
}) => {
  const settings = { name: "Sent again", system: "precisionlender", key };
  const { body: source } = await call(second, "POST", "/api/v1/sources", settings);
  const webhook = await createWebhook(system, { url: source.url, key, triggers: ["OpportunityUpdated"] });
  await call(system, "POST", "/api/v1/events", { type: "OpportunityUpdated", entityId: "OPP-sent-again" });
  const mapped = await waitForMessage(second, source.id, "mapped");
  const { items } = (await call(system, "GET", `/api/v1/deliveries?webhookId=${webhook.id}`)).body;
  expect((await call(system, "POST", `/api/v1/deliveries/${items[0].traceId}/resend`)).status).toBe(202);
  const repeated = await waitForMessage(second, source.id, "duplicate");
  expect(repeated.eventId).toBe(mapped.eventId);
});
