import { findVerificationKeyError } from "../dialects/standard-webhooks/verification-key";
import { findExpressionError, isPointer } from "./mapping/expression";
import type { Mapping, SourceSystemId, Verification } from "./schema";
import { getSourceSystem } from "./systems";

export interface SourceSettingError {
  field: string;
  code: "key_missing" | "key_unused" | "key_invalid" | "expression_invalid";
  message: string;
}

/** As for the webhooks of dialects whose keys people choose (lib/dialects/plexe.ts). */
export const minKeyLength = 8;
const expressionFields = ["type", "entityType", "entityId", "occurredAt", "idempotencyKey"] as const;

/**
 * Finds errors in the settings of a source that its schema cannot find. Whether the event types of the mapping exist is not checked.
 * @param key the key with which messages are verified; null if the source has none
 * @param canSetKey whether the request has a field for the key. If not, an error of the key is one of the verification that needs it, and
 * says how the key is set
 */
export function checkSourceSettings(settings: {
  system: SourceSystemId;
  verification: Verification;
  mapping: Mapping;
  key: string | null;
  canSetKey: boolean;
}): SourceSettingError[] {
  return [...checkKey(settings), ...checkMapping(settings.mapping)];
}

/** What to do first if a request that cannot set the key needs another one. */
const setKeyFirst = "Set the key first: POST /api/v1/sources/{id}/rotate with `what: key`";

function checkKey({
  system,
  verification,
  key,
  canSetKey,
}: {
  system: SourceSystemId;
  verification: Verification;
  key: string | null;
  canSetKey: boolean;
}): SourceSettingError[] {
  const field = canSetKey ? "key" : "verification";
  if (verification.kind === "none") {
    const message =
      'With the verification "none", nothing would verify the key. Leave the key out, or choose another verification.';
    return key === null ? [] : [{ field, code: "key_unused", message }];
  }
  if (key === null) {
    const { title } = getSourceSystem(system);
    const message = canSetKey
      ? `The messages are verified with a key. Set the key with which they are signed or sent (${title}), or the verification "none".`
      : `This verification needs a key, and the source has none. ${setKeyFirst}.`;
    return [{ field, code: "key_missing", message }];
  }
  const message =
    verification.kind === "standard"
      ? findVerificationKeyError(key)
      : key.length < minKeyLength
        ? `The key must have at least ${minKeyLength} characters.`
        : undefined;
  if (message === undefined) return [];
  const advice = canSetKey ? "" : ` The source's key does not fit this verification. ${setKeyFirst}.`;
  return [{ field, code: "key_invalid", message: message + advice }];
}

function checkMapping(mapping: Mapping): SourceSettingError[] {
  const errors = expressionFields.map((name) => {
    const expression = mapping[name];
    return [name, expression === undefined ? null : findExpressionError(expression)] as const;
  });
  const dataError =
    mapping.data === undefined
      ? null
      : isPointer(mapping.data)
        ? findExpressionError(mapping.data)
        : "The data can only be a JSON pointer to an object, such as /data.";
  return [...errors, ["data", dataError] as const].flatMap(([name, message]) =>
    message === null ? [] : [{ field: `mapping.${name}`, code: "expression_invalid" as const, message }],
  );
}
