import { seal, unseal } from "../../crypto/seal";
import { hiddenValue } from "./authentication-schema";
import { sealContext } from "./sealed-values";

interface SavedHeaders {
  headerNames: readonly string[];
  headersSealed: Uint8Array | null;
}

export interface MergedHeaders {
  headerNames: string[];
  headersSealed: Uint8Array<ArrayBuffer> | null;
  /** Names of saved headers that the change does not mention and that are removed. */
  dropped: string[];
  /** Names of headers that should keep a saved value, where none is saved. */
  missing: string[];
}

/**
 * The custom headers of a webhook after changes: names are compared case-insensitively, null removes a header, "********" keeps
 * its saved value. The saved values are opened only if one of them stays. Throws CannotUnseal when that fails.
 * @param moved the webhook gets another receiver: no saved value stays.
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
  const remaining = moved ? [] : [...untouched, ...kept];
  const saved: Record<string, string> =
    remaining.length > 0 && headersSealed ? JSON.parse(unseal(headersSealed, sealContext.headers(id))) : {};
  const given = Object.entries(changes).filter(
    (change): change is [string, string] => change[1] !== null && change[1] !== hiddenValue,
  );
  const merged = Object.fromEntries([
    ...remaining.map((name): [string, string] => [name, saved[name] ?? ""]),
    ...given,
  ]);
  const known = new Set(kept.map((name) => name.toLowerCase()));
  const names = Object.keys(merged);
  return {
    headerNames: names,
    headersSealed: names.length === 0 ? null : seal(JSON.stringify(merged), sealContext.headers(id)),
    dropped: moved ? untouched : [],
    missing: Object.keys(changes).filter(
      (name) => changes[name] === hiddenValue && !known.has(name.toLowerCase()),
    ),
  };
}
