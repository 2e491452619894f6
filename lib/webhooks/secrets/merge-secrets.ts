import { CannotUnseal } from "../../crypto/seal";
import { isSameOrigin } from "../../http/same-origin";
import type { InvalidSetting, SettingWarning } from "../check-settings";
import { mergeAuthentication, missingSecretError } from "./authentication";
import type { Authentication } from "./authentication-schema";
import { type MergedHeaders, mergeHeaders } from "./merge-headers";

/** The URL of a saved webhook and the secrets that it sends. */
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

/** The secrets that were removed because the receiver changed. */
export interface DroppedSecrets {
  /** Names of custom headers. */
  headers: string[];
  /** The kind of authentication. */
  authentication: string | null;
}

type MergedColumns = Omit<MergedHeaders, "droppedNames" | "missingNames"> &
  Partial<NonNullable<ReturnType<typeof mergeAuthentication>>>;
type InvalidSecret = InvalidSetting<"secret_missing" | "secret_unreadable">;
export type MergedSecrets =
  | { ok: true; columns: Partial<MergedColumns>; dropped: DroppedSecrets }
  | { ok: false; invalid: InvalidSecret[] };

/**
 * Merges changes into header values and receiver authentication. These secrets belong to one receiver: a user who changes the scheme,
 * host or port of the URL may not know them, and must not be able to have them sent to another host. After such a change, each secret
 * must be sent again or is dropped, and a request to keep a saved secret is rejected.
 */
export function mergeSecrets(id: string, saved: SavedSecrets, wanted: SecretChanges): MergedSecrets {
  const originChanged = !isSameOrigin(saved.url, wanted.url);
  const headers = tryOpening<Partial<MergedHeaders>>(
    "headers",
    "Send each header value again, or remove the headers.",
    () =>
      wanted.headers === undefined && !originChanged
        ? {}
        : mergeHeaders(id, saved, wanted.headers ?? {}, originChanged),
  );
  const authentication = tryOpening("authentication", "Send the secret again.", () =>
    wanted.authentication === undefined && !originChanged
      ? {}
      : mergeAuthentication(
          id,
          originChanged ? null : saved.authenticationSealed,
          wanted.authentication ?? null,
        ),
  );
  if ("message" in headers) return { ok: false, invalid: [headers] };
  if (authentication !== null && "message" in authentication) return { ok: false, invalid: [authentication] };
  const { droppedNames = [], missingNames = [], ...headerColumns } = headers;
  const invalid = [
    ...missingNames.map((name) => missingValueError(name, originChanged)),
    ...(authentication === null ? [originChanged ? otherReceiverSecretError : missingSecretError] : []),
  ];
  if (invalid.length > 0) return { ok: false, invalid };
  const kind = (saved.authentication as { kind?: string } | null)?.kind ?? null;
  return {
    ok: true,
    columns: { ...headerColumns, ...authentication },
    dropped: {
      headers: droppedNames,
      authentication: originChanged && wanted.authentication === undefined ? kind : null,
    },
  };
}

/** A warning for each secret that was dropped. */
export function buildDroppedSecretWarnings({ headers, authentication }: DroppedSecrets): SettingWarning[] {
  const reason = "because the scheme, host or port of the URL changed.";
  return [
    ...headers.map((name) => ({
      field: `headers.${name}`,
      code: "secret_dropped" as const,
      message: `The header ${name} was removed ${reason} Set it again if the new receiver needs it.`,
    })),
    ...(authentication === null
      ? []
      : [
          {
            field: "authentication",
            code: "secret_dropped" as const,
            message: `The receiver authentication (${authentication}) was removed ${reason} Set it again if the new receiver needs it.`,
          },
        ]),
  ];
}

const otherReceiverMessage =
  "cannot be reused for a URL with a different scheme, host or port. Provide it again, or remove this setting.";

const otherReceiverSecretError: InvalidSecret = {
  field: "authentication",
  code: "secret_missing",
  message: `The saved secret ${otherReceiverMessage}`,
};

/** The error for "********" if there is no saved value that may be kept. */
export function missingValueError(name: string, originChanged = false): InvalidSetting<"secret_missing"> {
  const message = originChanged
    ? `The saved value of the header ${name} ${otherReceiverMessage}`
    : `"********" keeps the saved value, but the header ${name} has no saved value. Provide the value.`;
  return { field: `headers.${name}`, code: "secret_missing", message };
}

/** Opens a secret. If it cannot be opened, the returned error says how to replace it, and nothing is saved. */
function tryOpening<T>(field: string, remedy: string, open: () => T): T | InvalidSecret {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof CannotUnseal)) throw error;
    return { field, code: "secret_unreadable", message: `${error.message} ${remedy}` };
  }
}
