import { defaultDialect } from "@/lib/dialects";
import { createWebhookSchema } from "@/lib/webhooks/schema";
import type { FormValues } from "./form-values";

/** The form of a new webhook: the defaults of the schema and the dialect, and a fresh key. No event is chosen yet. */
export function newValues(): FormValues {
  const { name, state, retryDelays, timeoutSeconds } = createWebhookSchema.parse({
    url: "https://example.com",
  });
  return {
    ...{ name, state, ...defaultDialect.defaults },
    url: "",
    key: defaultDialect.newKey(defaultDialect.options.parse({})),
    allEvents: false,
    triggers: new Set(),
    heldDeliveries: "deliver",
    retryDelays: retryDelays.map(String),
    timeoutSeconds: String(timeoutSeconds),
    headers: [],
  };
}
