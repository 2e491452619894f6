"use client";

import { Section } from "@/components/domain/section";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { FailurePolicyFields } from "./failure-policy-fields";
import type { FormValues } from "./form-values";
import { HeaderFields } from "./header-fields";
import { LaneFields } from "./lane-fields";
import { RetryFields } from "./retry-fields";
import type { RetryPresets } from "./retry-plan";
import type { FormPartProps } from "./use-webhook-form";

/** Retries, failure policy, timeout, success rule, throttle, sequence numbers, order, signature and custom headers. */
export function DeliveryFields({
  presets,
  canChooseSignature,
  receiverChanged,
  ...formPart
}: FormPartProps & { presets: RetryPresets; canChooseSignature: boolean; receiverChanged: boolean }) {
  const { values, errors, change } = formPart;
  return (
    <Section title="Delivery">
      <RetryFields {...formPart} presets={presets} />
      <FailurePolicyFields {...formPart} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label="Timeout in seconds"
          hint="For the whole exchange, including the response body."
          error={errors.timeoutSeconds}
        >
          <Input
            inputMode="numeric"
            className="w-24"
            value={values.timeoutSeconds}
            onChange={(event) => change({ timeoutSeconds: event.target.value })}
          />
        </Field>
        <Field
          label="Success rule"
          hint="Redirects are never followed and never count as success."
          error={errors.successRule}
        >
          <Select
            value={values.successRule}
            onChange={(event) => change({ successRule: event.target.value as FormValues["successRule"] })}
          >
            <option value="200">Exactly 200 OK</option>
            <option value="2xx">Any 2xx</option>
          </Select>
        </Field>
        <LaneFields {...formPart} />
        {canChooseSignature && <SignatureFields {...formPart} />}
      </div>
      <HeaderFields {...formPart} receiverChanged={receiverChanged} />
    </Section>
  );
}

/** The signature header and its encoding, for formats that let the user choose them. */
function SignatureFields({ values, errors, change }: FormPartProps) {
  return (
    <>
      <Field
        label="Signature header"
        hint="Contains the HMAC-SHA256 of the body."
        error={errors.signatureHeader}
      >
        <Input
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-[0.8125rem]"
          value={values.signatureHeader}
          onChange={(event) => change({ signatureHeader: event.target.value })}
        />
      </Field>
      <Field label="Signature encoding" error={errors.signatureEncoding}>
        <Select
          value={values.signatureEncoding}
          onChange={(event) =>
            change({ signatureEncoding: event.target.value as FormValues["signatureEncoding"] })
          }
        >
          <option value="base64">Base64</option>
          <option value="hex">Hexadecimal</option>
        </Select>
      </Field>
    </>
  );
}
