import { expect, test } from "vitest";
import type { JobView } from "@/lib/jobs/schema";
import { describeFilter, describeJob, describeJobState, formatWebhookNames } from "./describe-job";

const job: JobView = {
  id: "019a0000-0000-7000-8000-000000000000",
  kind: "resend",
  filter: {},
  state: "running",
  reason: null,
  rate: 50,
  enable: false,
  resendFailed: false,
  total: 40,
  excluded: 0,
  withoutData: 0,
  done: 38,
  released: 0,
  created: 0,
  succeeded: 35,
  failed: 3,
  requestedBy: "ada@bank.example",
  createdAt: "2026-11-21T20:11:00.000Z",
  endedAt: null,
};

test("a job's title says what it does", () => {
  expect(describeJob(job)).toBe("Resend failed deliveries");
  expect(describeJob({ ...job, filter: { states: ["failed", "held", "discarded"] } })).toBe(
    "Resend failed, held and discarded deliveries",
  );
  expect(describeJob({ ...job, kind: "release-held", resendFailed: true })).toBe(
    "Release held and resend failed deliveries",
  );
  expect(describeJob({ ...job, kind: "replay-missing" })).toBe("Create missing deliveries");
});

test("a filter is described in a sentence with times in the lender's zone", () => {
  const [from, to] = ["2026-11-21T18:00:00.000Z", "2026-11-21T20:11:00.000Z"];
  const toSentence = (filter: JobView["filter"]) => describeFilter({ filter }, "Europe/Berlin");
  expect(toSentence({})).toBe("Deliveries accepted at any time.");
  expect(toSentence({ from })).toBe("Deliveries accepted since 21 Nov 2026, 19:00:00 CET.");
  expect(toSentence({ from, to, eventTypes: ["LOAN.CREATE", "PaymentPosted"] })).toBe(
    "Deliveries accepted from 21 Nov 2026, 19:00:00 CET until 21 Nov 2026, 21:11:00 CET, with the event types LOAN.CREATE or PaymentPosted.",
  );
  expect(toSentence({ entityType: "Loan", entityId: "L-102", traceIds: [job.id] })).toBe(
    "Deliveries of Loan L-102, among 1 selected delivery.",
  );
});

test("the description of a job that is not running says why, and what to do", () => {
  const describeStateText = (given: Partial<JobView>) => describeJobState({ ...job, ...given })?.text;
  expect(describeJobState(job)).toBeNull();
  const reason = { code: "receiver_failing", message: "Check the receiver, then resume the job." };
  expect(describeJobState({ ...job, state: "paused", reason })).toEqual({
    variant: "warning",
    title: "Paused",
    text: reason.message,
  });
  expect(describeStateText({ state: "cancelled" })).toBe("2 deliveries were left as they are.");
  expect(describeStateText({ state: "finished" })).toBe(
    "3 resends failed. Check the receiver, then resend them. 2 deliveries were left out, because their state had changed before the job reached them.",
  );
  expect(describeStateText({ state: "finished", failed: 0, total: 38 })).toBe("Nothing failed.");
  expect(describeStateText({ state: "finished", failed: 0, total: 38, released: 2 })).toBe(
    "Released deliveries are sent with all retries.",
  );
});

test("several webhooks are shown as the first name and the number of the others", () => {
  expect(formatWebhookNames({ first: [{ name: "Core" }], total: 1 })).toBe("Core");
  expect(formatWebhookNames({ first: [{ name: "Core" }], total: 4 })).toBe("Core and 3 more");
});
