import { expect, test } from "vitest";
import { findFailureTitle } from "./failure-titles";

test("a failure has a short title; a response has its status, and an unknown code stays itself", () => {
  expect(findFailureTitle("connect_refused")).toBe("Connection refused");
  expect(findFailureTitle("http_503")).toBe("Response 503");
  expect(findFailureTitle("from_a_later_version")).toBe("from_a_later_version");
});
