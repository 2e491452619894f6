import type { FieldErrors } from "@/components/form/action-result";
import type { DialectView } from "@/lib/dialects/schema";
import type { OptionValues } from "../form-values";

/** The props of the fields for a dialect's own options. */
export interface OptionProps {
  dialect: DialectView;
  options: OptionValues;
  errors: FieldErrors;
  setOptions: (changed: OptionValues) => void;
}

/** The part of a dialect option's JSON Schema that the form reads; the schema may have more, such as `pattern`. */
export interface OptionSchema {
  type?: string;
  title?: string;
  description?: string;
  enum?: string[];
  default?: unknown;
  maxLength?: number;
  items?: OptionSchema;
  examples?: string[];
}

export function readOptionSchemas({ options }: DialectView): Record<string, OptionSchema> {
  return (options as { properties?: Record<string, OptionSchema> }).properties ?? {};
}

/** Formats "tenantId" as "tenant id". */
export function formatOptionName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
