import { expect, test } from "vitest";
import type { EventRejection } from "../../events/validate-events";
import { describeRejection } from "./describe-rejection";

const describeMessage = (rejected: EventRejection["rejected"], message: string) =>
  describeRejection({ ok: false, rejected, message, index: 0 });

test("an event type that the catalog does not have is named, with what to do in the portal", () => {
  const message = 'Event type "loan.paid" does not exist. GET /api/v1/event-types lists all event types.';
  expect(describeMessage("unknown_event_type", message)).toBe(
    'Event type "loan.paid" does not exist. Add it to the catalog, or set the event type in the source\'s mapping, then take the message again.',
  );
  expect(describeMessage("unknown_event_type", "Unknown.")).toMatch(
    /^Event type of this message does not exist\./,
  );
});

test("data that the schema rejects keeps the errors of the schema", () => {
  const message = 'The data does not match the schema of "A", version 2: data.amount must be number.';
  const described = describeMessage("schema_mismatch", message);
  expect(described.startsWith(`${message} `)).toBe(true);
});

test.each([
  "too_large",
  "unknown_event_type",
  "reserved_event_type",
  "unknown_version",
  "schema_mismatch",
  "unknown_partner",
  "idempotency_conflict",
] as const)("%s: the reason says what to do, and nothing that only callers of the API can do", (rejected) => {
  const described = describeMessage(
    rejected,
    'About "A". GET /api/v1/x'.slice(0, rejected === "schema_mismatch" ? 10 : 99),
  );
  expect(described).toMatch(/, then take the message again\.$/);
  expect(described).not.toMatch(/GET|POST|\bSend\b|\bomit\b/);
});
