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
  droppedNames: string[];
  /** Names of headers that should keep a saved value but cannot: none is saved, or the origin changed. */
  missingNames: string[];
}

/**
 * Merges changes into the custom headers of a webhook: names are compared case-insensitively, null removes a header, "********" keeps
 * its saved value. The saved values are opened only if one of them stays; throws CannotUnseal if they cannot be opened.
 * @param originChanged whether the scheme, host or port of the URL changes, so that no saved value stays
 */
export function mergeHeaders(
  id: string,
  { headerNames, headersSealed }: SavedHeaders,
  changes: Record<string, string | null>,
  originChanged: boolean,
): MergedHeaders {
  const changeByName = new Map(Object.entries(changes).map(([name, value]) => [name.toLowerCase(), value]));
  const untouchedNames = headerNames.filter((name) => !changeByName.has(name.toLowerCase()));
  const keptNames = originChanged
    ? []
    : headerNames.filter((name) => (changeByName.get(name.toLowerCase()) ?? null) === hiddenValue);
  const remainingNames = originChanged ? [] : [...untouchedNames, ...keptNames];
  const savedValues: Record<string, string> =
    remainingNames.length > 0 && headersSealed
      ? JSON.parse(unseal(headersSealed, sealContext.headers(id)))
      : {};
  const givenEntries = Object.entries(changes).filter(
    (change): change is [string, string] => change[1] !== null && change[1] !== hiddenValue,
  );
  const mergedHeaders = Object.fromEntries([
    ...remainingNames.map((name): [string, string] => [name, savedValues[name] ?? ""]),
    ...givenEntries,
  ]);
  const keptLowerCaseNames = new Set(keptNames.map((name) => name.toLowerCase()));
  const names = Object.keys(mergedHeaders);
  return {
    headerNames: names,
    headersSealed: names.length === 0 ? null : seal(JSON.stringify(mergedHeaders), sealContext.headers(id)),
    droppedNames: originChanged ? untouchedNames : [],
    missingNames: Object.keys(changes).filter(
      (name) => changes[name] === hiddenValue && !keptLowerCaseNames.has(name.toLowerCase()),
    ),
  };
}
