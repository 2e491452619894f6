import type { DialectView } from "@/lib/dialects/schema";
import { type ReceiverPreset, receiverPresets } from "@/lib/receiver-presets/presets";
import { noAuthentication } from "./authentication-values";
import { toFailurePolicyValues } from "./failure-policy-values";
import type { FormValues } from "./form-values";

/** The values that change when a dialect is chosen for a new webhook: its defaults and a key in its format. */
export function toDialectValues(dialect: DialectView, key: string): Partial<FormValues> {
  const { failurePolicy, ...signature } = dialect.defaults;
  return {
    dialect: dialect.id,
    ...(signature as Pick<FormValues, "successRule" | "signatureHeader" | "signatureEncoding">),
    failurePolicy: toFailurePolicyValues(failurePolicy),
    method: (dialect.methods[0] ?? "POST") as FormValues["method"],
    key,
    options: {},
  };
}

/**
 * The values that change when a new webhook starts from a preset, in addition to those of its dialect. Chosen event types are kept.
 * The URL is kept too, unless the preset has its own URL or another preset filled in the current one.
 */
export function toPresetValues(preset: ReceiverPreset, values: FormValues): Partial<FormValues> {
  const { url, options, keyField, triggers } = preset;
  const isUrlFromPreset = receiverPresets.some((other) => other.url === values.url);
  const hasTriggers = values.allEvents || values.triggers.size > 0;
  return {
    options,
    authentication:
      keyField === undefined
        ? noAuthentication
        : { ...noAuthentication, kind: "bodyField", fields: { ...noAuthentication.fields, field: keyField } },
    ...(url === undefined && !isUrlFromPreset ? {} : { url: url ?? "" }),
    ...(hasTriggers ? {} : { triggers: new Set(triggers) }),
  };
}
