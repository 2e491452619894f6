import { expect, test } from "vitest";
import { createWebhookSchema } from "@/lib/webhooks/schema";
import { formErrorMap, rejectIssues } from "./reject-settings";

test("each invalid setting has its own message", () => {
  const input = {
    name: " ",
    url: "",
    triggers: [],
    key: "geheimer Schlüssel",
    retryDelays: [60, Number.NaN, 0.5],
    timeoutSeconds: Number.NaN,
    signatureHeader: "X PL",
  };
  const { error } = createWebhookSchema.safeParse(input, { error: formErrorMap });
  expect(error && rejectIssues(error).errors).toEqual({
    name: "Give the webhook a name.",
    url: "Give the URL that receives the notices.",
    triggers: 'Choose at least one event trigger, or all events ("*").',
    key: "A key has only printable ASCII characters.",
    "retryDelays.1": "Give each delay in seconds.",
    "retryDelays.2": "A delay is a whole number of seconds.",
    timeoutSeconds: "Enter a number.",
    signatureHeader: "A header name has letters, digits and hyphens.",
  });
});

test("a URL that is too long is rejected with the maximum", () => {
  const { error } = createWebhookSchema.safeParse(
    { url: `https://${"a".repeat(3_000)}` },
    { error: formErrorMap },
  );
  expect(error && rejectIssues(error).errors).toEqual({ url: "At most 2048 characters." });
});
