import { expect, test } from "vitest";
import type { IncidentEntry, IncidentView } from "@/lib/incidents/schema";
import {
  describeEntryKind,
  describeIncident,
  describeIncidentCounts,
  describeOpenIncidents,
} from "./describe-incident";

const incident: IncidentView = {
  id: "01990000-0000-7000-8000-000000000001",
  state: "open",
  webhookId: "01990000-0000-7000-8000-000000000002",
  webhookName: "Night servicer",
  webhookState: "paused",
  errorCode: "connect_refused",
  title: "Connection refused",
  message: "The receiver refused the connection.",
  openedAt: "2026-11-28T18:04:00.000Z",
  closedAt: null,
  reopened: 0,
  held: 299,
  failed: 2,
  peakHeld: 310,
  totalFailed: 5,
  lastFailedAt: "2026-11-28T18:04:00.000Z",
  lastTraceId: null,
  owner: null,
  assigneeId: null,
  assignee: null,
};

test("one open incident is described with its counts, several by their number and the newest one", () => {
  expect(describeOpenIncidents({ open: 1, newest: incident })).toBe(
    "Night servicer: connection refused. 299 held, 2 failed.",
  );
  expect(describeOpenIncidents({ open: 3, newest: incident })).toBe(
    "3 open incidents. The newest: Night servicer: connection refused.",
  );
});

test("an abbreviation at the beginning of a title keeps its capitals", () => {
  expect(describeIncident({ ...incident, title: "TLS failed" })).toBe("Night servicer: TLS failed");
});

test("a closed incident has the counts that it had in all; counts that end at the limit say so", () => {
  expect(describeIncidentCounts({ ...incident, state: "closed", held: 0, failed: 0 })).toBe(
    "310 held, 5 failed",
  );
  expect(describeIncidentCounts({ ...incident, held: 10_000 })).toBe("10,000+ held, 2 failed");
});

test("an entry says whether a user or Hookledger closed the incident", () => {
  const entry: IncidentEntry = {
    id: "1",
    at: incident.openedAt,
    kind: "closed",
    actor: "Hookledger",
    text: null,
  };
  expect(describeEntryKind(entry)).toBe("Closed: nothing is held or failed.");
  expect(describeEntryKind({ ...entry, text: "The webhook was deleted." })).toBe("Closed.");
  expect(describeEntryKind({ ...entry, actor: "ada@bank.example", text: "Known" })).toContain("although");
});
