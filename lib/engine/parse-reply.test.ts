import { expect, test } from "vitest";
import { parseReply } from "./parse-reply";

const now = Date.parse("2026-01-01T00:00:00Z");

function parseJsonReply(status: number, body: unknown, headers: Record<string, string> = {}) {
  return parseReply(Response.json(body, { status, headers }), now);
}

test("200 ends the run", async () => {
  expect(await parseJsonReply(200, "whatever the function returned")).toEqual({ kind: "done" });
});

test("a step's result is kept; undefined becomes null", async () => {
  const result = (data: unknown) => ({ kind: "step", id: "s", result: { type: "data", data } });
  expect(await parseJsonReply(206, [{ op: "StepRun", id: "s", data: { a: 1 } }])).toEqual(result({ a: 1 }));
  expect(await parseJsonReply(206, [{ op: "StepRun", id: "s" }])).toEqual(result(null));
});

test("a step that failed permanently is returned to the function as an error", async () => {
  const error = { name: "Error", message: "no" };
  const expected = { kind: "step", id: "s", result: { type: "error", error } };
  const headers = { "x-inngest-no-retry": "true" };
  expect(await parseJsonReply(206, [{ op: "StepFailed", id: "s", error }], headers)).toEqual(expected);
});

test("a failure is retried at the time that the function requests, or not at all if it forbids retries", async () => {
  const error = { name: "Error", message: "no" };
  const failedSteps = [{ op: "StepError", id: "s", error }];
  expect(await parseJsonReply(206, failedSteps)).toEqual({ kind: "retry", message: "no" });
  expect(await parseJsonReply(500, error)).toEqual({ kind: "retry", message: "no" });
  expect(await parseJsonReply(500, error, { "retry-after": "90" })).toMatchObject({
    notBefore: new Date(now + 90_000),
  });
  expect(await parseJsonReply(500, error, { "retry-after": "2026-02-01T00:00:00.000Z" })).toMatchObject({
    notBefore: new Date("2026-02-01T00:00:00Z"),
  });
  expect(await parseJsonReply(500, error, { "retry-after": "later" })).toEqual({
    kind: "retry",
    message: "no",
  });
  expect(await parseJsonReply(400, error, { "x-inngest-no-retry": "true" })).toEqual({
    kind: "failed",
    message: "no",
  });
});

test("a sleep's duration is parsed into the time when the sleep ends", async () => {
  const until = new Date(now + 60_000);
  expect(await parseJsonReply(206, [{ op: "Sleep", id: "s", name: "1m" }])).toEqual({
    kind: "sleep",
    id: "s",
    until,
  });
});

test("an unsupported op is named in the error", async () => {
  expect(await parseJsonReply(206, [{ op: "InvokeFunction", id: "s", name: "other" }])).toEqual({
    kind: "failed",
    message: 'the embedded engine does not support InvokeFunction ("other")',
  });
  const planned = ["a", "b"].map((name) => ({ op: "StepPlanned", id: name, name }));
  expect(await parseJsonReply(206, planned)).toMatchObject({
    kind: "failed",
    message: expect.stringContaining('one step at a time; requested: StepPlanned "a", StepPlanned "b"'),
  });
});
