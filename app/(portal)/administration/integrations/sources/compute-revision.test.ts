import { expect, test } from "vitest";
import type { MessageView } from "@/lib/sources/schema";
import { computeSourceRevision } from "./compute-revision";

const message: MessageView = {
  id: "018f0000-0000-7000-8000-000000000001",
  sourceId: "018f0000-0000-7000-8000-000000000000",
  state: "waiting",
  verified: true,
  receivedAt: "2026-03-02T09:00:00.000Z",
  address: "203.0.113.7",
  size: 120,
  truncated: false,
  reason: null,
  eventId: null,
  taken: null,
};

test("the revision changes with the state of a message, and only then", () => {
  const revision = computeSourceRevision([], [message]);
  expect(computeSourceRevision([], [{ ...message }])).toBe(revision);
  expect(computeSourceRevision([], [{ ...message, state: "mapped" }])).not.toBe(revision);
  expect(computeSourceRevision([], [])).not.toBe(revision);
});

test("a message that is taken again and stays unmapped for the same reason changes the revision", () => {
  const unmapped: MessageView = { ...message, state: "unmapped", reason: "No entity ID." };
  const taken = { by: "ada@bank.example", at: "2026-03-02T10:00:00.000Z" };
  expect(computeSourceRevision([], [{ ...unmapped, taken }])).not.toBe(computeSourceRevision([], [unmapped]));
});
