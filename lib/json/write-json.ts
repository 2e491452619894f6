import { stringify } from "lossless-json";
import { JsonNumber, NeedsWriteJson } from "./json-number";

const digitsAsTheyAre = [
  {
    test: (value: unknown) => value instanceof JsonNumber,
    stringify: (value: unknown) => (value as JsonNumber).text,
  },
];

/** JSON.stringify that writes each JsonNumber with its own digits. `space` indents, as there. */
export function writeJson(value: unknown, space?: number): string {
  try {
    return JSON.stringify(value, undefined, space);
  } catch (error) {
    if (!(error instanceof NeedsWriteJson)) throw error;
    return stringify(value, undefined, space, digitsAsTheyAre) as string;
  }
}
