import { expect, test } from "vitest";
import { parseFailureCode, type SignInFailure, toFailureCode } from "./sign-in-failure";

test.each<SignInFailure>([
  { reason: "invalid-credentials" },
  { reason: "throttled", retryAfterSeconds: 61 },
  { reason: "unknown-user" },
  { reason: "unverified-email" },
  { reason: "provider" },
  { reason: "unavailable" },
])("parsing the code of the failure $reason returns the same failure", (failure) => {
  expect(parseFailureCode(toFailureCode(failure))).toEqual(failure);
});

test.each([null, "", "Configuration", "Throttled:", "Throttled:1e9", "Throttled:9999999"])(
  "the unknown code %j is parsed as unavailable",
  (code) => {
    expect(parseFailureCode(code)).toEqual({ reason: "unavailable" });
  },
);
