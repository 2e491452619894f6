import type { z } from "zod";
import type { previewRequestSchema, sendTestSchema } from "@/lib/playground/schema";
import type { createWebhookSchema, updateWebhookSchema, WebhookView } from "@/lib/webhooks/schema";
import {
  type AuthenticationValues,
  toAuthenticationInput,
  toAuthenticationValues,
} from "./authentication-values";
import { findDroppedSecrets, omitDroppedSecrets } from "./dropped-secrets";
import {
  type FailurePolicyValues,
  toFailurePolicyInput,
  toFailurePolicyValues,
} from "./failure-policy-values";
import { type TriggerValues, toTriggers, toTriggerValues } from "./trigger-tree";

export interface HeaderRow {
  /** Identifies the row while its name changes. */
  row: number;
  name: string;
  /** For a saved header, its new value; empty keeps the saved value. */
  value: string;
  hasSavedValue: boolean;
}

/** The values of the form; numbers as they are typed. */
export interface FormValues extends TriggerValues {
  name: string;
  url: string;
  /** Only for a new webhook. */
  key: string;
  /** Chosen for a new webhook; fixed once it is saved. */
  dialect: string;
  method: WebhookView["method"];
  options: OptionValues;
  authentication: AuthenticationValues;
  state: WebhookView["state"];
  heldDeliveries: "deliver" | "discard" | "keep";
  retryDelays: readonly string[];
  timeoutSeconds: string;
  failurePolicy: FailurePolicyValues;
  selfHealing: boolean;
  /** Empty: no limit. */
  maxRequestsPerSecond: string;
  sequence: boolean;
  ordered: boolean;
  orderAfterFailure: WebhookView["orderAfterFailure"];
  successRule: WebhookView["successRule"];
  signatureHeader: string;
  signatureEncoding: WebhookView["signatureEncoding"];
  headers: readonly HeaderRow[];
  /** An e-mail address, or empty. */
  owner: string;
}

export type CreateInput = z.input<typeof createWebhookSchema>;
export type TestInput = z.input<typeof sendTestSchema>;
export type UpdateInput = z.input<typeof updateWebhookSchema>;

/** The form values of a saved webhook. */
export function toFormValues(webhook: WebhookView): FormValues {
  const { name, url, state, successRule, signatureHeader, signatureEncoding, dialect, method } = webhook;
  const { sequence, ordered, orderAfterFailure } = webhook;
  return {
    name,
    url,
    state,
    sequence,
    ordered,
    orderAfterFailure,
    successRule,
    signatureHeader,
    signatureEncoding,
    dialect,
    method,
    ...toTriggerValues(webhook),
    key: "",
    options: webhook.options,
    authentication: toAuthenticationValues(webhook.authentication),
    heldDeliveries: "deliver",
    owner: webhook.owner ?? "",
    selfHealing: webhook.selfHealing,
    retryDelays: webhook.retryDelays.map(String),
    timeoutSeconds: String(webhook.timeoutSeconds),
    failurePolicy: toFailurePolicyValues(webhook.failurePolicy),
    maxRequestsPerSecond: String(webhook.maxRequestsPerSecond ?? ""),
    headers: Object.keys(webhook.headers).map((header, row) => ({
      row,
      name: header,
      value: "",
      hasSavedValue: true,
    })),
  };
}

/** The input that creates the webhook. */
export function toCreateInput(values: FormValues): CreateInput {
  const { key, state, ...settings } = collectSettings(values, values);
  return {
    ...settings,
    dialect: values.dialect,
    headers: Object.fromEntries(listNewHeaders(values)),
    key,
    state: state === "disabled" ? "disabled" : "enabled",
  };
}

/** The input that saves the webhook: only the settings that differ from `saved`, so that other users' changes are not overwritten. */
export function toUpdateInput(values: FormValues, saved: FormValues): UpdateInput {
  const { key: _key, state, ...settings } = collectSettings(values, saved);
  const savedSettings = collectSettings(saved, saved);
  const changedSettings: UpdateInput = Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) =>
        JSON.stringify(value) !== JSON.stringify(savedSettings[name as keyof typeof savedSettings]),
    ),
  );
  const headers = findChangedHeaders(values, saved);
  if (Object.keys(headers).length > 0) changedSettings.headers = headers;
  if (state !== saved.state && state !== "paused") {
    changedSettings.state = state;
    if (state === "enabled") changedSettings.heldDeliveries = values.heldDeliveries;
  }
  return changedSettings;
}

/**
 * The input of a test.
 * @param webhookId the saved webhook; null for a new webhook. The test uses its keys and, if the form has the same receiver, its saved
 *   headers and authentication unless the form has new values.
 */
export function toTestInput(
  values: FormValues,
  saved: FormValues,
  webhookId: string | null,
  eventType: string,
): TestInput {
  const { url, key, successRule, signatureHeader, signatureEncoding, dialect, method } = values;
  const { authentication } = findDroppedSecrets(values, saved);
  return {
    webhookId,
    eventType,
    url,
    successRule,
    signatureHeader,
    signatureEncoding,
    dialect,
    method,
    options: toOptionsInput(values.options),
    // If `authentication` is left out, the server reports that it does not send the saved one to another receiver.
    ...(authentication ? {} : { authentication: toAuthenticationInput(values.authentication) }),
    ...(webhookId === null ? { key } : {}),
    timeoutSeconds: parseTypedNumber(values.timeoutSeconds),
    headers: findChangedHeaders(values, saved),
  };
}

/** The input of the preview, as the webhook would be once saved. It contains no key and no authentication secret. */
export function toPreviewInput(
  typed: FormValues,
  saved: FormValues,
  eventType: string,
  eventId: string | null,
): z.input<typeof previewRequestSchema> {
  const values = omitDroppedSecrets(typed, saved);
  const { url, method, dialect, signatureHeader, signatureEncoding, sequence, authentication } = values;
  const { kind, fields } = authentication;
  const header = kind === "apiKey" && fields.header ? { header: fields.header } : {};
  const field = kind === "bodyField" && fields.field ? { field: fields.field } : {};
  return {
    eventType,
    eventId,
    url,
    method,
    dialect,
    signatureHeader,
    signatureEncoding,
    sequence,
    options: toOptionsInput(values.options),
    headers: Object.fromEntries(
      values.headers
        .filter(({ name }) => name.trim() !== "")
        .map(({ name, value, hasSavedValue }) => [name.trim(), hasSavedValue && value === "" ? null : value]),
    ),
    authentication: kind === "none" ? null : { kind, ...header, ...field },
  };
}

function collectSettings(values: FormValues, saved: FormValues) {
  const { name, url, key, state, successRule, signatureHeader, signatureEncoding, method, sequence } = values;
  const limit = values.maxRequestsPerSecond;
  return {
    name,
    url,
    key,
    state,
    successRule,
    signatureHeader,
    signatureEncoding,
    method,
    options: toOptionsInput(values.options),
    authentication: toAuthenticationInput(values.authentication),
    triggers: toTriggers(values, saved),
    retryDelays: values.retryDelays.map(parseTypedNumber),
    timeoutSeconds: parseTypedNumber(values.timeoutSeconds),
    failurePolicy: toFailurePolicyInput(values.failurePolicy),
    selfHealing: values.selfHealing,
    owner: values.owner.trim() === "" ? null : values.owner,
    maxRequestsPerSecond: limit.trim() === "" ? null : parseTypedNumber(limit),
    sequence,
    ordered: values.ordered,
    orderAfterFailure: values.orderAfterFailure,
  };
}

/** NaN if the text is not a number; every schema rejects NaN. */
function parseTypedNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

function listNewHeaders({ headers }: FormValues): [string, string][] {
  return headers
    .filter(({ hasSavedValue, name, value }) => !hasSavedValue && (name.trim() !== "" || value !== ""))
    .map(({ name, value }) => [name.trim(), value]);
}

function findChangedHeaders(values: FormValues, saved: FormValues): Record<string, string | null> {
  const keptNames = new Set(values.headers.filter((header) => header.hasSavedValue).map(({ name }) => name));
  const removedHeaders = saved.headers.filter(({ name }) => !keptNames.has(name));
  const replacedHeaders = values.headers.filter(({ hasSavedValue: known, value }) => known && value !== "");
  return Object.fromEntries<string | null>([
    ...removedHeaders.map(({ name }): [string, null] => [name, null]),
    ...replacedHeaders.map(({ name, value }): [string, string] => [name, value]),
    ...listNewHeaders(values),
  ]);
}

/** The dialect's own settings in the form. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** The options without the empty ones, for which the dialect's defaults apply. */
export function toOptionsInput(options: OptionValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).filter(
      ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
