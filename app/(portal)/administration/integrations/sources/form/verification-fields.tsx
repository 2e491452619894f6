"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Verification } from "@/lib/sources/schema";
import { findSettingError } from "../../webhooks/form/setting-errors";
import type { SourceFormPart } from "./source-form-part";
import type { SourceValues } from "./source-values";
import type { SystemChoice } from "./system-choice";

const labelByKind: Record<Verification["kind"], string> = {
  hmac: "Signature of the body in a header (HMAC-SHA256)",
  header: "The key itself in a header",
  standard: "Standard Webhooks",
  none: "Only by the URL and the networks",
};

const labelByEncoding: Record<SourceValues["encoding"], string> = {
  base64: "Base64",
  hex: "Hexadecimal",
  "dashed-hex": "Hexadecimal with dashes (AB-CD-…)",
};

/** How the messages are verified: the kind and, for a signature or a key in a header, where it is. */
export function VerificationFields({
  values,
  errors,
  change,
  system,
  isNew,
}: SourceFormPart & { system: SystemChoice; isNew: boolean }) {
  const { kind, header, encoding, prefix, keyHeader } = values;
  // The other fields show their own errors.
  const kindError = errors.verification ?? errors["verification.kind"];
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field
        label="Verification"
        className="sm:col-span-2"
        hint={kind === "default" ? describeDefault(system) : undefined}
        error={kindError}
      >
        <Select
          className="sm:w-96"
          value={kind}
          onChange={(event) => change({ kind: event.target.value as SourceValues["kind"] })}
        >
          {isNew && system.id !== "generic" && <option value="default">As {system.title} does it</option>}
          {Object.entries(labelByKind).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {(kind === "hmac" || kind === "header") && (
        <Field
          label="Header"
          hint={kind === "hmac" ? "Contains the signature." : "Contains the key. It is never stored."}
          error={errors["verification.header"]}
        >
          <Input
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-[0.8125rem]"
            value={kind === "hmac" ? header : keyHeader}
            onChange={({ target: { value } }) =>
              change(kind === "hmac" ? { header: value } : { keyHeader: value })
            }
          />
        </Field>
      )}
      {kind === "hmac" && (
        <>
          <Field label="Encoding" error={findSettingError(errors, "verification.encoding")}>
            <Select
              value={encoding}
              onChange={(event) => change({ encoding: event.target.value as SourceValues["encoding"] })}
            >
              {Object.entries(labelByEncoding).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            label="Prefix"
            optional
            hint="The text before the signature, such as sha256=."
            error={errors["verification.prefix"]}
          >
            <Input
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-[0.8125rem]"
              value={prefix}
              onChange={(event) => change({ prefix: event.target.value })}
            />
          </Field>
        </>
      )}
    </div>
  );
}

function describeDefault({ verification, isKeyOptional }: SystemChoice): string {
  const withKey = describeVerification(verification);
  return isKeyOptional ? `${withKey} Without a key, only the URL and the networks are checked.` : withKey;
}

/** What is checked with a key, in a sentence. */
export function describeVerification(verification: Verification): string {
  switch (verification.kind) {
    case "hmac":
      return `The header ${verification.header} contains a signature of the body.`;
    case "header":
      return `The header ${verification.header} contains the key.`;
    case "standard":
      return "The headers webhook-id, webhook-timestamp and webhook-signature are checked.";
    case "none":
      return "Only the URL and the networks are checked.";
  }
}
