"use client";

import type { ReactNode } from "react";
import { SecretInput } from "@/components/domain/secret-input";
import { generateKeyAction } from "../actions";

/** A new key of a webhook. `dialect` and `options` say what keys look like. */
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
  const draw = async () => {
    const drawn = await generateKeyAction(dialect, options);
    return drawn.ok ? drawn.key : props.value;
  };
  return <SecretInput {...props} noun="key" draw={draw} />;
}
