import { expect, test } from "vitest";
import { toSafePath } from "./safe-path";

test.each([
  "/",
  "/deliveries?state=failed&from=2026-03-01#row-3",
  "/loans/L%2F1/webhooks",
  "/a?next=//b.example",
])("the local path %s is kept", (path) => {
  expect(toSafePath(path)).toBe(path);
});

test.each([
  undefined,
  null,
  ["/deliveries"],
  "",
  "deliveries",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "javascript:alert(1)",
  " /deliveries",
  "//",
  "/sign-in?callbackUrl=/deliveries",
])("%j is replaced by the path of the start page", (text) => {
  expect(toSafePath(text)).toBe("/");
});
