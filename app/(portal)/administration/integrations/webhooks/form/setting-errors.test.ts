import { expect, test } from "vitest";
import { createWebhookSchema } from "@/lib/webhooks/schema";
import { formErrorMap, rejectIssues } from "./setting-errors";

test("each invalid setting has its own message", () => {
  const input = {
    name: " ",
    url: "",
    triggers: [],
    key: "geheimer Schlüssel",
    retryDelays: [60, Number.NaN, 0.5],
    timeoutSeconds: Number.NaN,
    maxRequestsPerSecond: 0,
    signatureHeader: "X PL",
  };
  const { error } = createWebhookSchema.safeParse(input, { error: formErrorMap });
  expect(error && rejectIssues(error).errors).toEqual({
    name: "A name is required.",
    url: "A URL is required.",
    triggers: "Choose at least one event type, or all events.",
    key: "A key can contain only printable ASCII characters.",
    "retryDelays.1": "Each delay must be a number of seconds.",
    "retryDelays.2": "A delay must be a whole number of seconds.",
    timeoutSeconds: "Enter a number.",
    maxRequestsPerSecond:
      "The limit must be at least 1 request per second. To stop all requests, disable the webhook.",
    signatureHeader: "A header name must start with a letter and contain only letters, digits and hyphens.",
  });
});

test.each([
  [1.5, "The limit must be a whole number of requests per second."],
  [1_001, "The limit can be at most 1,000 requests per second."],
  [Number.NaN, "The limit must be a number of requests per second."],
])("a throttle of %d is rejected with a message that says what to enter", (maxRequestsPerSecond, message) => {
  const input = { url: "https://example.com", maxRequestsPerSecond };
  const { error } = createWebhookSchema.safeParse(input, { error: formErrorMap });
  expect(error && rejectIssues(error).errors).toEqual({ maxRequestsPerSecond: message });
});

test("the message for a URL that is too long names the maximum length", () => {
  const { error } = createWebhookSchema.safeParse(
    { url: `https://${"a".repeat(3_000)}` },
    { error: formErrorMap },
  );
  expect(error && rejectIssues(error).errors).toEqual({ url: "At most 2048 characters." });
});
