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
  /** The system of the source, and the dialect of the webhook. */
  system: string;
  title?: string;
  key?: string;
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
    system: "standard-webhooks",
    key: hmacKey,
    event: { type: "PaymentPosted", entityId: "L-102", data, occurredAt: "2026-03-01T12:00:00.000Z" },
  },
];

for (const { system: name, title = name, key, webhook, event, without = [] } of roundTrips) {
  test(`an event that our dialect ${title} sends to a source of another system is the same event there`, async ({
    system,
    second,
  }) => {
    const { body: source } = await call(second, "POST", "/api/v1/sources", {
      name: title,
      system: name,
      key,
    });
    await createWebhook(system, {
      url: source.url,
      dialect: name,
      key,
      triggers: [event.type],
      ...webhook,
    });
    const { body: accepted } = await call(system, "POST", "/api/v1/events", event);
    const path = `/api/v1/sources/${source.id}/messages?state=mapped`;
    await expect.poll(async () => (await call(second, "GET", path)).body.items.length).toBe(1);
    const { body: messages } = await call(second, "GET", path);
    const fetchEvent = async (at: System, id: string) => (await call(at, "GET", `/api/v1/events/${id}`)).body;
    const original = await fetchEvent(system, accepted.id);
    const copy = await fetchEvent(second, messages.items[0].eventId);
    for (const part of ["type", "entityType", "entityId", "occurredAt", "data"])
      if (!without.includes(part)) expect(copy[part], part).toEqual(original[part]);
    expect(copy.source).toEqual({ messageId: messages.items[0].id, verified: true });
  });
}
