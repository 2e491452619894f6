import { formatDuration } from "@/components/domain/format-time";
import { findAuditAction } from "@/lib/audit/actions";
import type { WebhookAuditEntry } from "@/lib/webhooks/list-audit-entries";

const labelBySetting: Record<string, string> = {
  name: "Name",
  url: "URL",
  triggers: "Event triggers",
  retryDelays: "Retry delays",
  timeoutSeconds: "Timeout",
  successRule: "Success rule",
  signatureHeader: "Signature header",
  signatureEncoding: "Signature encoding",
};

/** An audit entry of a webhook: its label (or the name of an unknown action), and a line for each change. */
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
  const done = heldDeliveries === "discard" ? "discarded" : "released";
  return [`${count.toLocaleString("en")} held ${count === 1 ? "delivery" : "deliveries"} ${done}.`];
}

function describeSetting(name: string, change: unknown): string {
  if (name === "headers" && Array.isArray(change)) return `Custom headers changed: ${change.join(", ")}`;
  if (name === "droppedHeaders" && Array.isArray(change))
    return `Custom headers removed: ${change.join(", ")} (the URL has a different origin)`;
  if (name === "droppedAuthentication")
    return `Receiver authentication removed because the URL has a different origin: ${change}`;
  const label = labelBySetting[name] ?? name;
  if (change === null || typeof change !== "object" || !("to" in change)) return label;
  const { from, to } = change as { from?: unknown; to: unknown };
  return `${label}: ${formatValue(name, from)} → ${formatValue(name, to)}`;
}

function formatValue(name: string, value: unknown): string {
  if (name === "retryDelays" && Array.isArray(value)) {
    return value.length === 0
      ? "no retries"
      : value.map((seconds) => formatDuration(Number(seconds))).join(", ");
  }
  if (name === "triggers" && Array.isArray(value)) return value.map(formatTrigger).join(", ");
  if (name === "timeoutSeconds") return `${value} s`;
  return String(value ?? "none");
}

function formatTrigger(trigger: unknown): string {
  if (typeof trigger === "string") return trigger === "*" ? "all events" : trigger;
  const { eventType, condition } = trigger as { eventType: string; condition?: string | null };
  return condition ? `${formatTrigger(eventType)} if ${condition}` : formatTrigger(eventType);
}
