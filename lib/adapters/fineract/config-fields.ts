import type { WebhookView } from "../../webhooks/schema";
import { hiddenValue } from "../../webhooks/secrets/authentication-schema";
import { retryPresets } from "../../webhooks/settings";
import { type ParameterError, ruleViolation } from "./fineract-error";
import {
  type FieldReader,
  getReceiverFieldName,
  readReceiverAuthentication,
  receiverSecretFields,
  toReceiverFields,
} from "./receiver-fields";
import type { HookConfig } from "./schema";

/** Fineract's two fields, both required. All other fields sort after them, since clients read `config` by index. */
export const contentTypeField = "Content Type";
export const payloadUrlField = "Payload URL";

/** Hookledger's own fields, for features of Embarc that Fineract's template "Web" has no field for. */
const retriesField = "Retries";
const retryDelaysField = "Retry Delays";
const signatureField = "Signature";
const signingKeyField = "Signing Key";
const timeoutField = "Timeout Seconds";

const maxRetries = 20;

const defaultDelays: readonly number[] = retryPresets.standard;
const defaultTimeoutSeconds = 15;

export type ReadConfigResult =
  | { ok: true; settings: Record<string, unknown>; options: { contentType: string; signature?: boolean } }
  | { ok: false; errors: ParameterError[] };

/** The names, in lower case, of the fields whose values are hidden in every response. */
const secretFields = new Set([signingKeyField, ...receiverSecretFields].map((name) => name.toLowerCase()));

/** Returns a `config` in the form in which it was sent, as Fineract does in `changes`, with "********" in place of each secret. */
export function hideConfigSecrets(config: HookConfig): HookConfig {
  const hide = <Value>(name: string, value: Value) =>
    value && secretFields.has(name.toLowerCase()) ? hiddenValue : value;
  return Array.isArray(config)
    ? config.map((field) => ({ ...field, fieldValue: hide(field.fieldName, field.fieldValue) }))
    : Object.fromEntries(Object.entries(config).map(([name, value]) => [name, hide(name, value)]));
}

/** Lists the names and values of a `config`; a null value becomes an empty string. */
function listFields(config: HookConfig): [name: string, value: string][] {
  const fields = Array.isArray(config)
    ? config.map(({ fieldName, fieldValue }) => [fieldName, fieldValue] as const)
    : Object.entries(config);
  return fields.map(([name, value]) => [name, String(value ?? "")]);
}

/**
 * Converts a hook's `config` to settings of a webhook; the caller validates the settings. Unknown fields are ignored, as in Fineract.
 * Hookledger's own fields keep their values if they are omitted: the Mifos web app omits them, and an edit in that app must not remove a
 * hook's retries and receiver authentication.
 */
export function readConfig(config: HookConfig, before: WebhookView | null): ReadConfigResult {
  const valueByName = new Map(listFields(config).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const readField: FieldReader = (name) => valueByName.get(name.toLowerCase()) || undefined;
  const contentType = readField(contentTypeField)?.toLowerCase();
  const errors: ParameterError[] = [contentTypeField, payloadUrlField]
    .filter((name) => readField(name) === undefined)
    .map((name) => ruleViolation("required.config.field.not.provided", `Send "${name}".`, name, name));
  if (contentType !== undefined && contentType !== "json" && contentType !== "form") {
    errors.push(
      ruleViolation("content.type.must.be.json.or.form", 'Send "json" or "form".', contentTypeField),
    );
  }
  const signature = readField(signatureField)?.toLowerCase();
  if (signature !== undefined && signature !== "on" && signature !== "off") {
    errors.push(ruleViolation("signature.must.be.on.or.off", 'Send "on" or "off".', signatureField));
  }
  const retries = readField(retriesField);
  if (retries !== undefined && !(/^\d+$/.test(retries) && Number(retries) <= maxRetries)) {
    errors.push(
      ruleViolation("retries.invalid", `Send a whole number from 0 to ${maxRetries}.`, retriesField),
    );
  }
  if (contentType === undefined || errors.length > 0) return { ok: false, errors };
  const timeout = readField(timeoutField);
  const settings = {
    url: readField(payloadUrlField),
    retryDelays: readDelays(readField, before),
    timeoutSeconds: timeout === undefined ? undefined : Number(timeout),
    authentication: readReceiverAuthentication(readField, before?.authentication ?? null),
    key: readField(signingKeyField),
  };
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return {
    ok: true,
    settings: Object.fromEntries(given),
    options: { contentType, ...(signature === undefined ? {} : { signature: signature === "on" }) },
  };
}

/**
 * Reads the retry delays, in seconds; undefined if neither field is sent. "Retries" is how many of the "Retry Delays" to use; if there are
 * fewer, the last one is repeated.
 */
function readDelays(readField: FieldReader, before: WebhookView | null): number[] | undefined {
  const retries = readField(retriesField);
  const listed = readField(retryDelaysField)?.split(",").map(Number);
  if (retries === undefined) return listed;
  const delays = listed ?? (before?.retryDelays.length ? before.retryDelays : defaultDelays);
  return Array.from({ length: Number(retries) }, (_, index) => delays[index] ?? delays.at(-1) ?? Number.NaN);
}

/** Converts a webhook's settings to `config`, sorted by name. Hookledger's own fields are left out if they have their defaults. */
export function toConfigFields(webhook: WebhookView): { fieldName: string; fieldValue: string }[] {
  const { retryDelays, timeoutSeconds, options, authentication, url } = webhook;
  const hasCustomDelays = retryDelays.join() !== defaultDelays.join();
  const fields: [string, string][] = [
    [contentTypeField, String(options.contentType)],
    [payloadUrlField, url],
    ...(hasCustomDelays ? ([[retriesField, String(retryDelays.length)]] as [string, string][]) : []),
    ...(hasCustomDelays && retryDelays.length > 0
      ? ([[retryDelaysField, retryDelays.join(", ")]] as [string, string][])
      : []),
    ...(options.signature === false ? ([[signatureField, "off"]] as [string, string][]) : []),
    ...(timeoutSeconds === defaultTimeoutSeconds
      ? []
      : ([[timeoutField, String(timeoutSeconds)]] as [string, string][])),
    ...toReceiverFields(authentication),
  ];
  return fields
    .map(([fieldName, fieldValue]) => ({ fieldName, fieldValue }))
    .sort((one, other) => (one.fieldName < other.fieldName ? -1 : 1));
}

const fieldBySetting: Record<string, string> = {
  name: "displayName",
  url: payloadUrlField,
  retryDelays: retryDelaysField,
  timeoutSeconds: timeoutField,
  key: signingKeyField,
  "(body)": "hook",
};
const codeBySetting: Record<string, string> = {
  url: "url.invalid",
  triggers: "event.not.found",
  "(body)": "limit.reached",
};

/** Converts an invalid setting of a webhook to Fineract's error for the hook's parameter. */
export function settingError(setting: string, message: string): ParameterError {
  const [first = "", second = ""] = setting.split(".");
  const parameter = first === "triggers" ? `events[${second}]` : first;
  const field =
    first === "authentication" ? getReceiverFieldName(second) : (fieldBySetting[first] ?? parameter);
  const suffix = field.includes(" ") ? field.toLowerCase().replace(/ /g, ".") : field;
  return ruleViolation(codeBySetting[first] ?? `${suffix}.invalid`, message, field);
}
