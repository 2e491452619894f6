import type { ReactNode } from "react";
import { SecretInput } from "@/components/ui/secret-input";
import { randomKey } from "./random-key";

/** A new key of a webhook. */
export function KeyInput(props: {
  label: string;
  value: string;
  error: string | undefined;
  hint: ReactNode;
  onChange: (key: string) => void;
}) {
  return <SecretInput {...props} noun="key" draw={randomKey} />;
}
