import { expect, test } from "vitest";
import { describeSignInFailure } from "./failure-message";

test.each([
  [1, "1 second"],
  [59, "59 seconds"],
  [60, "1 minute"],
  [61, "2 minutes"],
  [900, "15 minutes"],
])("a wait of %i s reads as %s", (retryAfterSeconds, wait) => {
  expect(describeSignInFailure({ reason: "throttled", retryAfterSeconds })).toContain(
    `Try again in ${wait}.`,
  );
});
