import { expect, test } from "vitest";
import { parseFailureCode, type SignInFailure, toFailureCode } from "./sign-in-failure";

test.each<SignInFailure>([
  { reason: "invalid-credentials" },
  { reason: "throttled", retryAfterSeconds: 61 },
  { reason: "unknown-user" },
  { reason: "unverified-email" },
  { reason: "provider" },
  { reason: "unavailable" },
])("$reason is read back from its code", (failure) => {
  expect(parseFailureCode(toFailureCode(failure))).toEqual(failure);
});

test.each([null, "", "Configuration", "Throttled:", "Throttled:1e9", "Throttled:9999999"])(
  "%j is read as unavailable",
  (code) => {
    expect(parseFailureCode(code)).toEqual({ reason: "unavailable" });
  },
);
