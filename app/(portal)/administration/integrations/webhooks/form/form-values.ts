import type { z } from "zod";
import type {
  createWebhookSchema,
  sendTestSchema,
  updateWebhookSchema,
  WebhookView,
} from "@/lib/webhooks/schema";

export interface HeaderRow {
  /** Tells rows apart while their names change. */
  row: number;
  name: string;
  /** Of a saved header: what replaces its value; empty keeps it. */
  value: string;
  saved: boolean;
}

/** What stands in the form: numbers as they are typed. */
export interface FormValues {
  name: string;
  url: string;
  /** Only of a new webhook. */
  key: string;
  allEvents: boolean;
  triggers: ReadonlySet<string>;
  state: WebhookView["state"];
  heldDeliveries: "deliver" | "discard" | "keep";
  retryDelays: readonly string[];
  timeoutSeconds: string;
  successRule: WebhookView["successRule"];
  signatureHeader: string;
  signatureEncoding: WebhookView["signatureEncoding"];
  headers: readonly HeaderRow[];
}

export type CreateInput = z.input<typeof createWebhookSchema>;
export type TestInput = z.input<typeof sendTestSchema>;
export type UpdateInput = z.input<typeof updateWebhookSchema>;
/** Conditions by event type, "*" among them. The form shows them and keeps them. */
export type Conditions = Readonly<Record<string, string>>;

export function conditionsOf({ triggers }: Pick<WebhookView, "triggers">): Conditions {
  return Object.fromEntries(
    triggers.flatMap((trigger) =>
      typeof trigger === "string" || trigger.condition === undefined
        ? []
        : [[trigger.eventType, trigger.condition]],
    ),
  );
}

/** The form of a saved webhook, as it is now. */
export function valuesOf(webhook: WebhookView): FormValues {
  const names = webhook.triggers.map((trigger) =>
    typeof trigger === "string" ? trigger : trigger.eventType,
  );
  const { name, url, state, successRule, signatureHeader, signatureEncoding } = webhook;
  return {
    ...{ name, url, state, successRule, signatureHeader, signatureEncoding },
    key: "",
    allEvents: names.includes("*"),
    triggers: new Set(names.filter((eventType) => eventType !== "*")),
    heldDeliveries: "deliver",
    retryDelays: webhook.retryDelays.map(String),
    timeoutSeconds: String(webhook.timeoutSeconds),
    headers: Object.keys(webhook.headers).map((header, row) => ({
      row,
      name: header,
      value: "",
      saved: true,
    })),
  };
}

/** What creating the webhook of this form sends. */
export function createInput(values: FormValues): CreateInput {
  const { key, state, ...settings } = allSettings(values, {});
  return {
    ...settings,
    headers: Object.fromEntries(newHeaders(values)),
    key,
    state: state === "disabled" ? "disabled" : "enabled",
  };
}

/** What saving sends: only the settings that differ from `saved`, so that nothing another person changed is undone. */
export function updateInput(values: FormValues, saved: FormValues, conditions: Conditions): UpdateInput {
  const { key: _key, state, ...settings } = allSettings(values, conditions);
  const before = allSettings(saved, conditions);
  const changed: UpdateInput = Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof before]),
    ),
  );
  const headers = changedHeaders(values, saved);
  if (Object.keys(headers).length > 0) changed.headers = headers;
  if (state !== saved.state && state !== "paused") {
    changed.state = state;
    if (state === "enabled") changed.heldDeliveries = values.heldDeliveries;
  }
  return changed;
}

/** What a test of this form sends. `webhookId`: of a saved webhook, whose key and headers are used. */
export function testInput(
  values: FormValues,
  saved: FormValues,
  webhookId: string | null,
  eventType: string,
): TestInput {
  const { url, key, successRule, signatureHeader, signatureEncoding } = values;
  return {
    ...{ webhookId, eventType, url, successRule, signatureHeader, signatureEncoding },
    ...(webhookId === null ? { key } : {}),
    timeoutSeconds: typedNumber(values.timeoutSeconds),
    headers: changedHeaders(values, saved),
  };
}

function allSettings(values: FormValues, conditions: Conditions) {
  const { name, url, key, state, successRule, signatureHeader, signatureEncoding } = values;
  return {
    ...{ name, url, key, state, successRule, signatureHeader, signatureEncoding },
    triggers: triggerList(values, conditions),
    retryDelays: values.retryDelays.map(typedNumber),
    timeoutSeconds: typedNumber(values.timeoutSeconds),
  };
}

/** "All events" makes the others superfluous, unless it has a condition. */
function triggerList({ allEvents, triggers }: FormValues, conditions: Conditions) {
  const names = [...(allEvents ? ["*"] : []), ...(allEvents && !conditions["*"] ? [] : [...triggers].sort())];
  return names.map((eventType) => {
    const condition = conditions[eventType];
    return condition === undefined ? eventType : { eventType, condition };
  });
}

/** What is not a number becomes NaN, which no schema takes. */
function typedNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

function newHeaders({ headers }: FormValues): [string, string][] {
  return headers
    .filter(({ saved, name, value }) => !saved && (name.trim() !== "" || value !== ""))
    .map(({ name, value }) => [name.trim(), value]);
}

function changedHeaders(values: FormValues, saved: FormValues): Record<string, string | null> {
  const kept = new Set(values.headers.filter((header) => header.saved).map(({ name }) => name));
  const removed = saved.headers.filter(({ name }) => !kept.has(name));
  const replaced = values.headers.filter(({ saved: known, value }) => known && value !== "");
  return Object.fromEntries<string | null>([
    ...removed.map(({ name }): [string, null] => [name, null]),
    ...replaced.map(({ name, value }): [string, string] => [name, value]),
    ...newHeaders(values),
  ]);
}

/** The name of a header that the form has twice, in whatever case; the server would only ever see the last one. */
export function headerGivenTwice({ headers }: FormValues): string | undefined {
  const seen = new Set<string>();
  return headers
    .map(({ name }) => name.trim())
    .find((name) => {
      const lower = name.toLowerCase();
      const again = lower !== "" && seen.has(lower);
      seen.add(lower);
      return again;
    });
}
