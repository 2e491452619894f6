import { loadCatalogue } from "../catalogue/catalogue-cache";
import { getDialect } from "../dialects";
import { findKeyError } from "../dialects/keys";
import { listPreviousKeyHeaderNames } from "../dialects/previous-key-headers";
import { env } from "../env";
import { checkCustomHeaders } from "../http/check-headers";
import { checkReceiverUrl, type UrlErrorCode } from "../http/check-url";
import { isLenderOnlyEventType } from "../own-events/names";
import { checkTriggerCondition } from "./check-and-pin-triggers";
import type { WebhookView } from "./schema";
import { authenticationHeaderName } from "./secrets/authentication";
import type { StoredSettings, TriggerInput } from "./settings";

/** Why a setting cannot be saved. */
export type SettingErrorCode =
  | UrlErrorCode
  | "unknown_event_type"
  | "unknown_version"
  | "unknown_partner"
  | "webhook_limit"
  | "condition_invalid"
  | "template_invalid"
  | "method_refused"
  | "header_refused"
  | "option_invalid"
  | "key_invalid"
  | "secret_missing"
  | "secret_unreadable";

/** A setting that cannot be saved, with the reason and the remedy. */
export interface InvalidSetting<Code extends string = SettingErrorCode> {
  /** The path of the setting, such as "url" or "triggers.2". */
  field: string;
  code: Code;
  message: string;
}

/** A change that was saved but may be unintended: a condition, or the removal of a secret. */
export type SettingWarning = InvalidSetting<"condition_untried" | "secret_dropped">;

/** The codes of errors that `checkSettings` does not find: creating and updating a webhook check for them separately. */
type OtherCode = "unknown_partner" | "webhook_limit" | "secret_missing" | "secret_unreadable";
type SettingError = InvalidSetting<Exclude<SettingErrorCode, OtherCode>>;

type CheckedSettingName = "dialect" | "url" | "method" | "options" | "signatureHeader";

/** The settings of a webhook as they would be saved; triggers and key only if they change. */
interface SettingsToCheck extends Pick<StoredSettings, CheckedSettingName> {
  headers: Record<string, string>;
  authentication: { kind: string; header?: string } | null;
  /** Whether the URL is unchanged. If so, it is not checked: renaming a webhook must not fail because its host does not resolve now. */
  isSameUrl?: boolean;
  triggers?: readonly TriggerInput[] | undefined;
  /** The saved triggers. Their conditions were checked when they were saved and are not checked again. */
  savedTriggers?: WebhookView["triggers"];
  key?: string | undefined;
  /** The webhook's tenant, if triggers are checked. */
  partnerId?: string | null;
}

/**
 * Checks what the schema of a webhook's settings cannot check, both when a webhook is created and when it is updated. Returns the errors.
 * The partner, its limit and the saved secrets are checked elsewhere (OtherCode).
 */
export async function checkSettings(settings: SettingsToCheck): Promise<SettingError[]> {
  const dialectErrors = findDialectErrors(settings);
  // A variable in the host makes the URL invalid; the dialect's message is more precise.
  const skipsUrlCheck = settings.isSameUrl || dialectErrors.some(({ field }) => field === "url");
  return [
    ...(skipsUrlCheck ? [] : await findUrlErrors(settings.url)),
    ...(await findTriggerErrors(settings)),
    ...findHeaderErrors(settings),
    ...findAuthenticationErrors(settings),
    ...dialectErrors,
  ];
}

async function findUrlErrors(url: string): Promise<SettingError[]> {
  const checked = await checkReceiverUrl(url, env().HOOKLEDGER_ALLOWED_NETWORKS);
  return checked.ok ? [] : [{ field: "url", code: checked.code, message: checked.message }];
}

async function findTriggerErrors({
  triggers = [],
  savedTriggers = [],
  partnerId = null,
}: SettingsToCheck): Promise<SettingError[]> {
  const types = await loadCatalogue();
  const errors = triggers.map(async (trigger, index): Promise<SettingError[]> => {
    const { eventType, version } = trigger;
    const field = `triggers.${index}`;
    const current = types.get(eventType)?.version;
    if (eventType !== "*" && current === undefined) {
      const message = `There is no event type "${eventType}".`;
      return [{ field, code: "unknown_event_type", message }];
    }
    if (partnerId !== null && isLenderOnlyEventType(eventType)) {
      const message = `Only the lender's webhooks can subscribe to "${eventType}". Remove this trigger.`;
      return [{ field, code: "unknown_event_type", message }];
    }
    if (version !== null && version > (current ?? 0)) {
      const message =
        current === undefined
          ? "A trigger for all event types cannot have a version."
          : `"${eventType}" has no version ${version}. Its current version is ${current}. Choose the current version or an earlier one.`;
      return [{ field, code: "unknown_version", message }];
    }
    const { error } = await checkTriggerCondition(trigger, savedTriggers);
    return error === null ? [] : [{ field, code: "condition_invalid", message: error }];
  });
  return (await Promise.all(errors)).flat();
}

function findHeaderErrors({ headers, signatureHeader, dialect: id }: SettingsToCheck): SettingError[] {
  const dialect = getDialect(id);
  const checked = checkCustomHeaders(headers);
  if (!checked.ok)
    return [{ field: `headers.${checked.name}`, code: "header_refused", message: checked.message }];
  const signatureNames = listSignatureHeaderNames(signatureHeader);
  const conflictingName = signatureNames
    .map((name) => findHeaderName(Object.keys(headers), name))
    .find((name) => name !== undefined);
  if (conflictingName !== undefined) {
    const message = `The header ${conflictingName} carries a signature. Use another name for the custom header.`;
    return [{ field: `headers.${conflictingName}`, code: "header_refused", message }];
  }
  // The signature header follows the rules for custom headers, except that the dialect's default name is always allowed.
  if (signatureHeader.toLowerCase() === dialect.defaults.signatureHeader.toLowerCase()) return [];
  if (!dialect.ownSignature) {
    const message = `The signature header of ${dialect.title} is always ${dialect.defaults.signatureHeader}.`;
    return [{ field: "signatureHeader", code: "header_refused", message }];
  }
  const checkedName = checkCustomHeaders({ [signatureHeader]: "" });
  return checkedName.ok
    ? []
    : [{ field: "signatureHeader", code: "header_refused", message: checkedName.message }];
}

function findAuthenticationErrors({
  method,
  headers,
  signatureHeader,
  authentication,
}: SettingsToCheck): SettingError[] {
  if (!authentication) return [];
  const name = authenticationHeaderName(authentication);
  if (name === null) {
    const message = "A GET request has no body that could carry the API key. Choose another method.";
    return method === "GET" ? [{ field: "method", code: "method_refused", message }] : [];
  }
  const field = authentication.kind === "apiKey" ? "authentication.header" : "authentication";
  const conflictingName = findHeaderName(
    [...Object.keys(headers), ...listSignatureHeaderNames(signatureHeader)],
    name,
  );
  if (conflictingName !== undefined) {
    const message = `The header ${conflictingName} carries the receiver authentication, so it cannot also be a custom header or the signature header.`;
    return [{ field, code: "header_refused", message }];
  }
  const checked = checkCustomHeaders({ [name]: "" });
  return checked.ok ? [] : [{ field, code: "header_refused", message: checked.message }];
}

function findDialectErrors({
  dialect: id,
  url,
  method,
  options,
  headers,
  key,
}: SettingsToCheck): SettingError[] {
  const dialect = getDialect(id);
  const invalid: SettingError[] = [];
  if (!(dialect.methods as readonly string[]).includes(method)) {
    const message = `${dialect.title} supports only ${dialect.methods.join(", ")}.`;
    invalid.push({ field: "method", code: "method_refused", message });
  }
  const parsed = dialect.options.safeParse(options);
  if (!parsed.success) {
    return [
      ...invalid,
      ...parsed.error.issues.map(({ path, message }) => ({
        field: ["options", ...path].join("."),
        code: "option_invalid" as const,
        message,
      })),
    ];
  }
  const error = key === undefined ? undefined : findKeyError(dialect, key, parsed.data);
  if (error) invalid.push({ field: "key", code: "key_invalid", message: error });
  const errors = dialect.checkTemplates?.({ url, headers }, parsed.data) ?? [];
  return [...invalid, ...errors.map((error) => ({ ...error, code: "template_invalid" as const }))];
}

/** Lists the names of all signature headers, including those for previous keys. No custom header can have one of these names. */
function listSignatureHeaderNames(first: string): string[] {
  return [first, ...listPreviousKeyHeaderNames(`${first}-Previous`)];
}

function findHeaderName(names: readonly string[], wanted: string): string | undefined {
  return names.find((name) => name.toLowerCase() === wanted.toLowerCase());
}
