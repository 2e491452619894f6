import { expect, test } from "vitest";
import { failureCode, type SignInFailure, signInFailure } from "./sign-in-failure";

test.each<SignInFailure>([
  { reason: "wrong" },
  { reason: "throttled", retryAfterSeconds: 61 },
  { reason: "unknown-user" },
  { reason: "unverified-email" },
  { reason: "provider" },
  { reason: "unavailable" },
])("$reason survives the way through an error's text", (failure) => {
  expect(signInFailure(failureCode(failure))).toEqual(failure);
});

test.each([null, "", "Configuration", "Throttled:", "Throttled:1e9", "Throttled:9999999"])("%j", (code) => {
  expect(signInFailure(code)).toEqual({ reason: "unavailable" });
});
