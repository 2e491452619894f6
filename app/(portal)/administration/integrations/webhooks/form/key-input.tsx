"use client";

import type { ReactNode } from "react";
import { SecretInput } from "@/components/domain/secret-input";
import { generateKeyAction } from "../actions";

/** The field for a new key of a webhook. `dialect` and `options` determine the format of generated keys. */
export function KeyInput({
  dialect,
  options,
  ...props
}: {
  label: string;
  value: string;
  error: string | undefined;
  hint: ReactNode;
  dialect: string;
  options: Record<string, unknown>;
  onChange: (key: string) => void;
}) {
  const generate = async () => {
    const generated = await generateKeyAction(dialect, options);
    return generated.ok ? generated.key : props.value;
  };
  return <SecretInput {...props} noun="key" required generate={generate} />;
}
