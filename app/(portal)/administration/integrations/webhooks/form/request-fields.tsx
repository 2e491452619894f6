"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DialectView } from "@/lib/dialects/schema";
import { AuthenticationFields } from "./authentication-fields";
import type { FormValues } from "./form-values";
import { FormatOptions } from "./format-fields";
import { HeaderFields } from "./header-fields";
import type { FormPartProps } from "./use-webhook-form";

/** What each request contains: method, options of the format, signature, custom headers and receiver authentication. */
export function RequestFields({
  dialect,
  presetId,
  receiverChanged,
  ...formPart
}: FormPartProps & { dialect: DialectView; presetId: string; receiverChanged: boolean }) {
  return (
    <>
      <FormatOptions {...formPart} dialect={dialect} presetId={presetId} />
      {dialect.ownSignature && <SignatureFields {...formPart} />}
      <HeaderFields {...formPart} receiverChanged={receiverChanged} />
      <AuthenticationFields {...formPart} receiverChanged={receiverChanged} />
    </>
  );
}

/** The signature header and its encoding, for formats that let the user choose them. */
function SignatureFields({ values, errors, change }: FormPartProps) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field
        label="Signature header"
        hint="Contains the HMAC-SHA256 of the body."
        required
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
    </div>
  );
}
