import { requirePermission, type Scope } from "../scope/scope";
import { allDialects } from ".";
import type { Dialect, DialectOptions } from "./dialect";

/** Generates a random signing key for a dialect; null if the dialect is unknown. Invalid options are ignored. */
export function generateKey(scope: Scope, id: string, options: Record<string, unknown>): string | null {
  requirePermission(scope, "webhooks:write");
  const dialect = allDialects.find((one) => one.id === id);
  if (!dialect) return null;
  const parsed = dialect.options.safeParse(options);
  return dialect.newKey(parsed.success ? parsed.data : dialect.options.parse({}));
}

/** Says why this key cannot sign for a webhook of this dialect; undefined if it can. */
export function findKeyError(dialect: Dialect, key: string, options: DialectOptions): string | undefined {
  const minLength = dialect.minKeyLength ?? 16;
  if (key.length < minLength) return `The key must have at least ${minLength} characters.`;
  return dialect.keyError?.(key, options);
}
