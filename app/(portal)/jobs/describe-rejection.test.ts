import { expect, test } from "vitest";
import { describeJobRejection } from "./describe-rejection";

test("the message says what to do about the open job that prevents a new one", () => {
  const rejected = { rejected: "job_open", message: "" };
  const paused = describeJobRejection({ ...rejected, openJobId: "j", openJobPaused: true });
  expect(paused).toMatchObject({ openJobId: "j", message: expect.stringContaining("Resume it and wait") });
  expect(describeJobRejection({ ...rejected, openJobId: "j", openJobPaused: false }).message).toBe(
    "A job is already working on one of these webhooks. Wait until it has ended, or cancel it.",
  );
  expect(describeJobRejection(rejected).message).toBe(
    "A job is already working on one of these webhooks. Wait until it has ended.",
  );
});
