import type { AttemptView, DeliveryWithAttempts } from "@/lib/deliveries/schema";

/** A failed attempt for tests; `fields` replace its default values. */
export function makeSampleAttempt(fields: Partial<AttemptView>): AttemptView {
  return {
    id: "01990000-0000-7000-8000-00000000000a",
    number: null,
    manual: false,
    requestedBy: null,
    requestedAt: null,
    startedAt: null,
    durationMs: 12,
    outcome: "failed",
    destination: "https://receiver.example/hooks",
    destinationIp: "203.0.113.7",
    sourceIp: "10.0.0.1",
    method: "POST",
    requestHeaders: {},
    responseCode: 500,
    responseHeaders: {},
    responseBytes: 0,
    responseTruncated: false,
    error: null,
    timing: null,
    ...fields,
  };
}

/** A pending delivery without attempts for tests; `fields` replace its default values. */
export function makeSampleDelivery(fields: Partial<DeliveryWithAttempts>): DeliveryWithAttempts {
  return {
    traceId: "01990000-0000-7000-8000-000000000001",
    eventId: "01990000-0000-7000-8000-000000000002",
    eventType: "WB_Loan_Closed",
    eventTitle: "Loan closed",
    entityType: "Loan",
    entityId: "1001",
    webhookId: "01990000-0000-7000-8000-000000000003",
    webhookName: "Core",
    webhookState: "enabled",
    simulated: false,
    state: "pending",
    stateReason: null,
    attemptCount: 0,
    sequence: null,
    nextAttemptAt: null,
    waitsFor: null,
    blocksOrder: false,
    lastResponseCode: null,
    createdAt: "2026-11-21T09:00:00.000Z",
    completedAt: null,
    attempts: [],
    ...fields,
  };
}
