import { expect, test } from "vitest";
import { createJobSchema } from "./schema";

const resend = { kind: "resend", filter: {} };
const webhookId = "019a1fbd-8ef2-7702-8ffd-fd2e0ab0e67b";

test("by default, a job has a rate of 50 and no options", () => {
  expect(createJobSchema.parse(resend)).toEqual({
    ...resend,
    dryRun: false,
    rate: 50,
    enable: false,
    resendFailed: false,
  });
});

test.each([
  [{ ...resend, rate: 0 }, "rate", "Send a rate of 1 to 500 deliveries per second."],
  [{ ...resend, rate: 1.5 }, "rate", "Send a rate of 1 to 500 deliveries per second."],
  [{ ...resend, rate: 501 }, "rate", "Send a rate of 1 to 500 deliveries per second."],
  [{ ...resend, kind: "replay" }, "kind", "Send one of these kinds: resend, release-held, replay-missing."],
  [
    { ...resend, filter: { from: "2026-11-21T20:00:00Z", to: "2026-11-21T18:00:00Z" } },
    "filter.to",
    "The window ends before it starts. Send a `to` that is after `from`.",
  ],
  [{ ...resend, filter: { webhookId: "x" } }, "filter.webhookId", "The webhook ID must be a UUID."],
  [{ ...resend, filter: { traceIds: [] } }, "filter.traceIds", "Send at least one trace ID."],
  [{ ...resend, enable: true }, "enable", 'Only a job of the kind "release-held" can enable webhooks.'],
  [
    { kind: "release-held", filter: {} },
    "filter.webhookId",
    "Send the webhook whose held deliveries are to be released.",
  ],
  [
    { kind: "release-held", filter: { webhookId, states: ["held"] } },
    "filter.states",
    "A job that releases held deliveries takes no states. Leave them out.",
  ],
  [
    { kind: "replay-missing", filter: {} },
    "filter.webhookId",
    "Send the webhook whose missing deliveries are to be created.",
  ],
  [
    { kind: "replay-missing", filter: { webhookId, states: ["failed"] } },
    "filter.states",
    "A missing delivery has no state and no trace ID. Leave the states out.",
  ],
  [
    { kind: "replay-missing", filter: { webhookId, traceIds: [webhookId] } },
    "filter.traceIds",
    "A missing delivery has no state and no trace ID. Leave the trace IDs out.",
  ],
  [
    { kind: "replay-missing", filter: { webhookId, partnerId: webhookId } },
    "filter.partnerId",
    "A missing delivery has no such field. Leave it out.",
  ],
  [
    { kind: "replay-missing", filter: { webhookId, responseCode: 500 } },
    "filter.responseCode",
    "A missing delivery has no such field. Leave it out.",
  ],
  [
    { kind: "replay-missing", filter: { webhookId, reconciliationId: webhookId } },
    "filter.reconciliationId",
    "A missing delivery has no such field. Leave it out.",
  ],
  [
    { kind: "replay-missing", filter: { webhookId }, resendFailed: true },
    "resendFailed",
    'Leave this out: only a job of the kind "release-held" also resends failed deliveries.',
  ],
])("%j is rejected with a message that says what to send instead", (input, field, message) => {
  const { issues = [] } = createJobSchema.safeParse(input).error ?? {};
  expect(issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[field, message]]);
});

test("an unknown state and an unknown field of the filter are rejected", () => {
  expect(createJobSchema.safeParse({ ...resend, filter: { states: ["lost"] } }).success).toBe(false);
  expect(createJobSchema.safeParse({ ...resend, filter: { webhook: webhookId } }).success).toBe(false);
});
