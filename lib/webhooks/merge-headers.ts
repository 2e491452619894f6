import { seal, unseal } from "../crypto/seal";
import { boundTo } from "./for-sending";

/**
 * The custom headers of a webhook with changes: names are compared in any case, null removes one.
 * @param sealed those that it has, or null; the result is sealed in the same way.
 */
export function mergeHeaders(id: string, sealed: Uint8Array | null, changes: Record<string, string | null>) {
  const merged: Record<string, string> = sealed ? JSON.parse(unseal(sealed, boundTo.headers(id))) : {};
  for (const [name, value] of Object.entries(changes)) {
    const same = Object.keys(merged).find((known) => known.toLowerCase() === name.toLowerCase());
    if (same !== undefined) delete merged[same];
    if (value !== null) merged[name] = value;
  }
  const headerNames = Object.keys(merged);
  return {
    headerNames,
    headersSealed: headerNames.length === 0 ? null : seal(JSON.stringify(merged), boundTo.headers(id)),
  };
}
