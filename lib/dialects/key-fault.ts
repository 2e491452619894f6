import type { Dialect, DialectOptions } from "./dialect";

/** Why this key cannot sign for a webhook of this dialect, in words; undefined when it can. */
export function keyFault(dialect: Dialect, key: string, options: DialectOptions): string | undefined {
  const least = dialect.leastKeyLength ?? 16;
  if (key.length < least) return `A key needs at least ${least} characters, or it can be guessed.`;
  return dialect.keyError?.(key, options);
}
