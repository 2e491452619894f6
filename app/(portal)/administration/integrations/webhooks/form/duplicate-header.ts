// Short file: only the form can find duplicates, because the server gets the headers as an object.
import type { FormValues } from "./form-values";

/** The name of a header that the form contains twice, ignoring case; the server would only see the last one. */
export function findDuplicateHeader({ headers }: FormValues): string | undefined {
  const seen = new Set<string>();
  return headers
    .map(({ name }) => name.trim())
    .find((name) => {
      const lower = name.toLowerCase();
      const isDuplicate = lower !== "" && seen.has(lower);
      seen.add(lower);
      return isDuplicate;
    });
}
