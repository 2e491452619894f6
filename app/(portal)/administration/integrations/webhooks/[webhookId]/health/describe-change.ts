import { formatDuration } from "@/components/domain/format-time";
import { findAuditAction } from "@/lib/audit/actions";
import { labelByWebhookSetting } from "@/lib/audit/details";
import { formatFailurePolicy } from "@/lib/failure-policy/describe";
import { failurePolicySchema } from "@/lib/failure-policy/schema";
import type { WebhookAuditEntry } from "@/lib/webhooks/list-audit-entries";
import { labelByAuthenticationKind } from "../../form/authentication-values";
import { formatOptionName } from "../../form/options/option-props";

/** Describes an audit entry of a webhook: the action's label (for an unknown action, its name), and a line for each change. */
export function describeChange({ action, details }: Pick<WebhookAuditEntry, "action" | "details">): {
  title: string;
  lines: string[];
} {
  return { title: findAuditAction(action)?.label ?? action, lines: describeChangeDetails(action, details) };
}

function describeChangeDetails(action: string, details: WebhookAuditEntry["details"]): string[] {
  switch (action) {
    case "webhook.changed":
      return Object.entries(details).map(([name, change]) => describeSetting(name, change));
    case "webhook.enabled":
    case "webhook.disabled":
      return describeHeldDeliveries(details);
    case "webhook.key-rotated":
      return [
        details.overlapHours === 0
          ? "The previous key expired immediately."
          : `Overlap with the previous key: ${formatDuration(Math.round(Number(details.overlapHours) * 3_600))}.`,
        ...(details.endedPreviousKeys === undefined
          ? []
          : [`Older keys that expired immediately: ${details.endedPreviousKeys}.`]),
      ];
    case "webhook.previous-keys-ended":
      return [`Previous keys that expired immediately: ${details.endedPreviousKeys}.`];
    case "webhook.simulated":
      return [String(details.eventType)];
    case "webhook.tested":
      return [`${details.eventType} to ${details.url}: ${describeTestOutcome(details)}`];
    default:
      return [];
  }
}

function describeTestOutcome({ succeeded, responseCode }: WebhookAuditEntry["details"]): string {
  const code = typeof responseCode === "number" ? `, response ${responseCode}` : "";
  return `${succeeded === true ? "succeeded" : "failed"}${code}`;
}

function describeHeldDeliveries({ heldDeliveries, deliveries }: WebhookAuditEntry["details"]): string[] {
  const count = Number(deliveries ?? 0);
  if (count === 0) return [];
  const outcome = heldDeliveries === "discard" ? "discarded" : "released";
  return [`${count.toLocaleString("en")} held ${count === 1 ? "delivery" : "deliveries"} ${outcome}.`];
}

function describeSetting(name: string, change: unknown): string {
  if (name === "headers" && Array.isArray(change)) return `Custom headers changed: ${change.join(", ")}`;
  if (name === "droppedHeaders" && Array.isArray(change))
    return `Custom headers removed: ${change.join(", ")} (the URL has a different origin)`;
  if (name === "authentication") return `Receiver authentication changed: ${formatAuthentication(change)}`;
  if (name === "droppedAuthentication")
    return `Receiver authentication removed because the URL has a different origin: ${formatAuthentication(change)}`;
  const lowercaseLabel = labelByWebhookSetting[name] ?? name;
  const label = `${lowercaseLabel.charAt(0).toUpperCase()}${lowercaseLabel.slice(1)}`;
  if (change === null || typeof change !== "object" || !("to" in change)) return label;
  const { from, to } = change as { from?: unknown; to: unknown };
  if (name === "options") return [label, describeOptions(from, to)].filter(Boolean).join(": ");
  return `${label}: ${formatValue(name, from)} → ${formatValue(name, to)}`;
}

const formatAuthentication = (kind: unknown) =>
  labelByAuthenticationKind[kind as keyof typeof labelByAuthenticationKind] ?? String(kind);

/** Each option that changed, such as "charset ascii → utf-8; body template changed". */
function describeOptions(from: unknown, to: unknown): string {
  const [valuesBefore, valuesAfter] = [from ?? {}, to ?? {}] as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  return [...new Set([...Object.keys(valuesBefore), ...Object.keys(valuesAfter)])]
    .map((name) => ({
      name: formatOptionName(name),
      old: formatOption(valuesBefore[name]),
      now: formatOption(valuesAfter[name]),
    }))
    .filter(({ old, now }) => old !== now)
    .map(({ name, old, now }) => {
      const isShort = `${old}${now}`.length <= maxShownLength && !/\n/.test(`${old}${now}`);
      return isShort ? `${name} ${old} → ${now}` : `${name} changed`;
    })
    .join("; ");
}

const maxShownLength = 120;

function formatOption(value: unknown): string {
  if (value === undefined || value === null || value === "") return "not set";
  return Array.isArray(value) ? value.join(", ") || "none" : String(value);
}

function formatValue(name: string, value: unknown): string {
  if (name === "retryDelays" && Array.isArray(value)) {
    return value.length === 0
      ? "no retries"
      : value.map((seconds) => formatDuration(Number(seconds))).join(", ");
  }
  if (name === "triggers" && Array.isArray(value)) return value.map(formatTrigger).join(", ");
  if (name === "timeoutSeconds") return `${value} s`;
  if (name === "maxRequestsPerSecond") return value === null ? "no limit" : `${value} per second`;
  if (name === "sequence" || name === "ordered") return value ? "on" : "off";
  const policy = name === "failurePolicy" ? failurePolicySchema.safeParse(value) : null;
  if (policy?.success) return formatFailurePolicy(policy.data);
  return String(value ?? "none");
}

function formatTrigger(trigger: unknown): string {
  if (typeof trigger === "string") return trigger === "*" ? "all events" : trigger;
  const { eventType, version, condition, language } = trigger as {
    eventType: string;
    version?: number | null;
    condition?: string | null;
    language?: string;
  };
  // Version 1 is omitted, as in saved triggers.
  const type = `${formatTrigger(eventType)}${version && version > 1 ? ` (version ${version})` : ""}`;
  return condition ? `${type} if ${condition}${language === "clojure" ? " (Clojure)" : ""}` : type;
}
