import { requirePermission, type Scope } from "../scope/scope";
import { allDialects } from ".";

/** A fresh random key in a dialect's own form; null when there is no such dialect. Wrong options count as none. */
export function drawKey(scope: Scope, id: string, options: Record<string, unknown>): string | null {
  requirePermission(scope, "webhooks:write");
  const dialect = allDialects.find((one) => one.id === id);
  if (!dialect) return null;
  const parsed = dialect.options.safeParse(options);
  return dialect.newKey(parsed.success ? parsed.data : dialect.options.parse({}));
}
