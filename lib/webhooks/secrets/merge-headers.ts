import { seal, unseal } from "../../crypto/seal";
import { hiddenValue } from "./authentication-schema";
import { boundTo } from "./sealed-values";

interface SavedHeaders {
  headerNames: readonly string[];
  headersSealed: Uint8Array | null;
}

export interface MergedHeaders {
  headerNames: string[];
  headersSealed: Uint8Array<ArrayBuffer> | null;
  /** Names of the saved headers that the change says nothing of and that do not stay. */
  dropped: string[];
  /** Names whose saved value was to stay, which there is none of. */
  missing: string[];
}

/**
 * The custom headers of a webhook with changes: names are compared in any case, null removes one, "********" keeps the
 * saved value. The saved values are opened only where one of them stays. Throws CannotUnseal when they cannot be.
 * @param moved the webhook's requests go to another receiver from now on: no saved value stays.
 */
export function mergeHeaders(
  id: string,
  { headerNames, headersSealed }: SavedHeaders,
  changes: Record<string, string | null>,
  moved: boolean,
): MergedHeaders {
  const changed = new Map(Object.entries(changes).map(([name, value]) => [name.toLowerCase(), value]));
  const untouched = headerNames.filter((name) => !changed.has(name.toLowerCase()));
  const kept = moved
    ? []
    : headerNames.filter((name) => (changed.get(name.toLowerCase()) ?? null) === hiddenValue);
  const staying = moved ? [] : [...untouched, ...kept];
  const saved: Record<string, string> =
    staying.length > 0 && headersSealed ? JSON.parse(unseal(headersSealed, boundTo.headers(id))) : {};
  const given = Object.entries(changes).filter(
    (change): change is [string, string] => change[1] !== null && change[1] !== hiddenValue,
  );
  const merged = Object.fromEntries([
    ...staying.map((name): [string, string] => [name, saved[name] ?? ""]),
    ...given,
  ]);
  const known = new Set(kept.map((name) => name.toLowerCase()));
  const names = Object.keys(merged);
  return {
    headerNames: names,
    headersSealed: names.length === 0 ? null : seal(JSON.stringify(merged), boundTo.headers(id)),
    dropped: moved ? untouched : [],
    missing: Object.keys(changes).filter(
      (name) => changes[name] === hiddenValue && !known.has(name.toLowerCase()),
    ),
  };
}
