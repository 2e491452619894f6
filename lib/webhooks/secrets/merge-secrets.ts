import { CannotUnseal } from "../../crypto/seal";
import { sameOrigin } from "../../http/same-origin";
import type { InvalidSetting } from "../check-settings";
import { mergeAuthentication, secretMissing } from "./authentication";
import type { Authentication } from "./authentication-schema";
import { type MergedHeaders, mergeHeaders } from "./merge-headers";

/** Where a saved webhook sends, and the secrets that it sends along. */
export interface SavedSecrets {
  url: string;
  headerNames: string[];
  headersSealed: Uint8Array | null;
  authentication: unknown;
  authenticationSealed: Uint8Array | null;
}

export interface SecretChanges {
  url: string;
  headers: Record<string, string | null> | undefined;
  authentication: Authentication | null | undefined;
}

/** The secrets that did not go along to another receiver. */
export interface DroppedSecrets {
  /** Names of custom headers. */
  headers: string[];
  /** The kind of authentication. */
  authentication: string | null;
}

type Columns = Omit<MergedHeaders, "dropped" | "missing"> &
  Partial<NonNullable<ReturnType<typeof mergeAuthentication>>>;
export type MergedSecrets =
  | { ok: true; columns: Partial<Columns>; dropped: DroppedSecrets }
  | { ok: false; invalid: InvalidSetting[] };

/**
 * Header values and receiver authentication after a change. They belong to a receiver: where scheme, host or port of the
 * URL change, whoever asks for the change may not know them and must not get them sent to a host of their choice. So each
 * is given again, or it is dropped; and asking for a saved one there is rejected.
 */
export function mergeSecrets(id: string, saved: SavedSecrets, wanted: SecretChanges): MergedSecrets {
  const moved = !sameOrigin(saved.url, wanted.url);
  const headers = opened<Partial<MergedHeaders>>(
    "headers",
    "Give each header's value again, or null to remove it.",
    () =>
      wanted.headers === undefined && !moved ? {} : mergeHeaders(id, saved, wanted.headers ?? {}, moved),
  );
  const authentication = opened("authentication", "Give its secret again.", () =>
    wanted.authentication === undefined && !moved
      ? {}
      : mergeAuthentication(id, moved ? null : saved.authenticationSealed, wanted.authentication ?? null),
  );
  if ("message" in headers) return { ok: false, invalid: [headers] };
  if (authentication !== null && "message" in authentication) return { ok: false, invalid: [authentication] };
  const { dropped = [], missing = [], ...headerColumns } = headers;
  const invalid = [
    ...missing.map((name) => valueMissing(name, moved)),
    ...(authentication === null ? [moved ? secretOfOther : secretMissing] : []),
  ];
  if (invalid.length > 0) return { ok: false, invalid };
  const kind = (saved.authentication as { kind?: string } | null)?.kind ?? null;
  return {
    ok: true,
    columns: { ...headerColumns, ...authentication },
    dropped: {
      headers: dropped,
      authentication: moved && wanted.authentication === undefined ? kind : null,
    },
  };
}

/** What was dropped, as an answer says it. Empty when nothing was. */
export function droppedSecretWarnings({ headers, authentication }: DroppedSecrets): InvalidSetting[] {
  const why = "because scheme, host or port of the URL changed.";
  return [
    ...headers.map((name) => ({
      field: `headers.${name}`,
      code: "secret_dropped",
      message: `The header ${name} was removed, ${why} Give its value again if the new receiver needs it.`,
    })),
    ...(authentication === null
      ? []
      : [
          {
            field: "authentication",
            code: "secret_dropped",
            message: `The receiver authentication (${authentication}) was removed, ${why} Give it again if the new receiver needs it.`,
          },
        ]),
  ];
}

const elsewhere = "is not sent to another scheme, host or port. Give it again, or leave it out to remove it.";

const secretOfOther: InvalidSetting = {
  ...{ field: "authentication", code: "secret_missing" },
  message: `The saved secret ${elsewhere}`,
};

/** The answer to "********" where no value is saved that it could stand for. */
export function valueMissing(name: string, moved = false): InvalidSetting {
  const message = moved
    ? `The saved value of the header ${name} ${elsewhere}`
    : `"********" keeps the saved value, and none is saved for the header ${name}. Give the value.`;
  return { field: `headers.${name}`, code: "secret_missing", message };
}

/** What cannot be opened can still be replaced: that is said, and nothing is saved. */
function opened<T>(field: string, what: string, open: () => T): T | InvalidSetting {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof CannotUnseal)) throw error;
    return { field, code: "secret_unreadable", message: `${error.message} ${what}` };
  }
}
