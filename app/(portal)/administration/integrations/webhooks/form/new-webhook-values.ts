import { allDialects, defaultDialect } from "@/lib/dialects";
import { createWebhookSchema } from "@/lib/webhooks/schema";
import { noAuthentication } from "./authentication-values";
import { toFailurePolicyValues } from "./failure-policy-values";
import type { FormValues } from "./form-values";

/** The form values of a new webhook: the defaults of the schema and the dialect, and a new key. No event type is chosen. */
export function buildNewFormValues(): FormValues {
  const { name, state, retryDelays, timeoutSeconds, method, ...defaults } = createWebhookSchema.parse({
    url: "https://example.com",
  });
  const { maxRequestsPerSecond, sequence, ordered, orderAfterFailure } = defaults;
  return {
    name,
    state,
    method,
    ...defaultDialect.defaults,
    failurePolicy: toFailurePolicyValues(defaultDialect.defaults.failurePolicy),
    dialect: defaultDialect.id,
    options: {},
    authentication: noAuthentication,
    url: "",
    key: defaultDialect.newKey(defaultDialect.options.parse({})),
    allEvents: false,
    triggers: new Set(),
    conditions: {},
    languages: {},
    versions: {},
    heldDeliveries: "deliver",
    retryDelays: retryDelays.map(String),
    timeoutSeconds: String(timeoutSeconds),
    maxRequestsPerSecond: String(maxRequestsPerSecond ?? ""),
    sequence,
    ordered,
    orderAfterFailure,
    headers: [],
    owner: "",
    selfHealing: false,
  };
}

/** A new key in the format of each dialect, for when another dialect is chosen. */
export function generateKeysByDialect(): Record<string, string> {
  return Object.fromEntries(allDialects.map(({ id, newKey, options }) => [id, newKey(options.parse({}))]));
}
