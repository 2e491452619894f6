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
 * The values that change when a new webhook starts from a preset, in addition to those of its dialect. Event types that were chosen
 * stay, and so does the URL, unless the receiver has only one or another preset had filled it in.
 */
export function toPresetValues(preset: ReceiverPreset, values: FormValues): Partial<FormValues> {
  const { url, options, keyField, triggers } = preset;
  const isFilledIn = receiverPresets.some((other) => other.url === values.url);
  const isChosen = values.allEvents || values.triggers.size > 0;
  return {
    options,
    authentication:
      keyField === undefined
        ? noAuthentication
        : { ...noAuthentication, kind: "bodyField", fields: { ...noAuthentication.fields, field: keyField } },
    ...(url === undefined && !isFilledIn ? {} : { url: url ?? "" }),
    ...(isChosen ? {} : { triggers: new Set(triggers) }),
  };
}
