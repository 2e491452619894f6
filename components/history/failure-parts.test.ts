import { expect, test } from "vitest";
import { failureParts } from "./failure-parts";

test("what happened, and what to do", () => {
  expect(failureParts("It is gone (410). Ask for the new one.")).toEqual({
    what: "It is gone (410).",
    action: "Ask for the new one.",
  });
  expect(failureParts("The receiver redirects to https://x. y (302). Set the URL; then resend.").action).toBe(
    "Set the URL; then resend.",
  );
  expect(failureParts("No more is known.")).toEqual({ what: "No more is known.", action: null });
});
