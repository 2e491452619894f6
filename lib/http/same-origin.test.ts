import { expect, test } from "vitest";
import { isSameOrigin } from "./same-origin";

const url = "https://receiver.example/hooks";

test.each([
  "https://receiver.example/elsewhere?x=1",
  "https://RECEIVER.example:443/hooks",
  "HTTPS://receiver.example",
  "https://receiver.example/{{loan.id}}",
])("%s has the same origin", (other) => expect(isSameOrigin(url, other)).toBe(true));

test.each([
  "http://receiver.example/hooks",
  "https://receiver.example:8443/hooks",
  "https://api.receiver.example/hooks",
  "https://receiver.example.other.example/hooks",
  "https://{{host}}/hooks",
  "receiver.example/hooks",
  "",
])("%s has another origin", (other) => expect(isSameOrigin(url, other)).toBe(false));

test("text that is not a URL, or a URL without a host, does not even have the same origin as itself", () => {
  expect(isSameOrigin("no url", "no url")).toBe(false);
  expect(isSameOrigin("mailto:a@example.com", "mailto:a@example.com")).toBe(false);
});
