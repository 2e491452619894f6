import { allDialects, defaultDialect } from "@/lib/dialects";
import { createWebhookSchema } from "@/lib/webhooks/schema";
import { noSignIn } from "./authentication-values";
import type { FormValues } from "./form-values";

/** The form of a new webhook: the defaults of the schema and the dialect, and a fresh key. No event is chosen yet. */
export function newValues(): FormValues {
  const { name, state, retryDelays, timeoutSeconds, method } = createWebhookSchema.parse({
    url: "https://example.com",
  });
  return {
    ...{ name, state, method, ...defaultDialect.defaults },
    dialect: defaultDialect.id,
    options: {},
    signIn: noSignIn,
    url: "",
    key: defaultDialect.newKey(defaultDialect.options.parse({})),
    allEvents: false,
    triggers: new Set(),
    conditions: {},
    versions: {},
    heldDeliveries: "deliver",
    retryDelays: retryDelays.map(String),
    timeoutSeconds: String(timeoutSeconds),
    headers: [],
  };
}

/** A fresh key for each dialect, in its own form, for whoever chooses another one. */
export function newKeys(): Record<string, string> {
  return Object.fromEntries(allDialects.map(({ id, newKey, options }) => [id, newKey(options.parse({}))]));
}
