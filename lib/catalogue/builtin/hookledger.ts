import type { OwnEventName } from "../../own-events/names";
import type { OwnEventData } from "../../own-events/own-event-data";
import type { BuiltinEventType, JsonSchema } from "./event-type";
import { count, looseObject, text, textList, uuid } from "./fields";

const webhookId = "01936c1e-6f00-7a64-9f0d-2b7c6a4f1e35";
const traceId = "01936c20-1b40-7c11-8e55-90d3c4b7a210";
const webhookName = "Core banking";

const optionalText = (description: string): JsonSchema => ({ type: ["string", "null"], description });
const summary = text("A sentence that describes the event");
const webhookFields = { summary, webhookId: uuid("The webhook"), webhookName: text("Name of the webhook") };

/** Builds one of Hookledger's own event types; see lib/own-events/own-event-data.ts for its data. */
function ownEvent<Name extends OwnEventName>(
  name: Name,
  [title, description]: readonly [title: string, description: string],
  [entityType, entityId]: readonly [type: string, id: string],
  fields: { readonly [name: string]: JsonSchema },
  data: OwnEventData[Name] & { summary: string },
): BuiltinEventType {
  const group = "Hookledger";
  const facts = { name, title, description, entityType, group, system: "Hookledger" as const };
  return {
    ...facts,
    deprecated: false,
    schema: looseObject({ summary, ...fields }),
    sample: { entityId, data: { ...data } },
  };
}

/** Hookledger's own event types. Only Hookledger sends these events, and a webhook gets only those that it subscribes to by name. */
export const hookledgerEventTypes: readonly BuiltinEventType[] = [
  ownEvent(
    "hookledger.webhook.paused",
    ["Webhook Paused", "Failed deliveries paused a webhook. Its deliveries are held until it is enabled."],
    ["Webhook", webhookId],
    {
      ...webhookFields,
      reason: text("Code of the reason"),
      deliveryId: uuid("Trace ID of the delivery whose failure paused the webhook"),
    },
    {
      summary: `The webhook "${webhookName}" is paused. A delivery failed permanently. The webhook's deliveries are held until it is enabled.`,
      webhookId,
      webhookName,
      reason: "delivery_failed",
      deliveryId: traceId,
    },
  ),
  ownEvent(
    "hookledger.webhook.failing",
    ["Webhook Failing", "A warning before failed deliveries pause a webhook. Sent at most once an hour."],
    ["Webhook", webhookId],
    {
      ...webhookFields,
      warning: text("webhook_failing at the first failed delivery, webhook_half_failed at half of the limit"),
      deliveryId: uuid("Trace ID of the last failed delivery"),
      failurePolicy: looseObject({ kind: text("Kind of the policy") }, "Failure policy of the webhook"),
    },
    {
      summary: `A delivery of the webhook "${webhookName}" failed permanently. The webhook is paused after 5 failed deliveries.`,
      webhookId,
      webhookName,
      warning: "webhook_failing",
      deliveryId: traceId,
      failurePolicy: { kind: "failures", count: 5 },
    },
  ),
  ownEvent(
    "hookledger.webhook.recovered",
    [
      "Webhook Recovered",
      "A paused webhook was enabled, or, after a warning, a delivery succeeded and none failed for ten minutes.",
    ],
    ["Webhook", webhookId],
    {
      ...webhookFields,
      from: { ...text("The state that the webhook recovered from"), enum: ["paused", "failing"] },
      by: optionalText("Who enabled the webhook; null if it recovered because its deliveries succeed again"),
    },
    {
      summary: `The webhook "${webhookName}" was enabled by ada@bank.example.`,
      webhookId,
      webhookName,
      from: "paused",
      by: "ada@bank.example",
    },
  ),
  ownEvent(
    "hookledger.delivery.failed",
    [
      "Deliveries Failed",
      "Deliveries of a webhook failed permanently. Sent at most once a minute for each webhook, with the number of deliveries.",
    ],
    ["Webhook", webhookId],
    {
      ...webhookFields,
      count: count("Number of deliveries that failed"),
      traceIds: textList("Trace IDs of the first ten failed deliveries"),
    },
    {
      summary: `1 delivery of the webhook "${webhookName}" failed permanently.`,
      webhookId,
      webhookName,
      count: 1,
      traceIds: [traceId],
    },
  ),
  ownEvent(
    "hookledger.job.finished",
    ["Job Finished", "A job finished, failed or was canceled."],
    ["Job", traceId],
    {
      jobId: uuid("The job"),
      kind: text("Kind of the job"),
      state: { ...text("How the job ended"), enum: ["finished", "cancelled", "failed"] },
      reason: optionalText("Code of the reason why the job failed; null if it did not fail"),
      total: count("Deliveries that matched when the job started"),
      excluded: count("Deliveries that matched but could not be sent"),
      released: count("Released deliveries"),
      created: count("Created deliveries"),
      succeeded: count("Attempts that succeeded"),
      failed: count("Attempts that failed"),
      requestedBy: text("Who started the job"),
    },
    {
      summary:
        "The job of ada@bank.example (resend) has finished: 12 succeeded, 0 failed, 0 released, 0 created.",
      jobId: traceId,
      kind: "resend",
      state: "finished",
      reason: null,
      total: 12,
      excluded: 0,
      released: 0,
      created: 0,
      succeeded: 12,
      failed: 0,
      requestedBy: "ada@bank.example",
    },
  ),
  ownEvent(
    "hookledger.key.revealed",
    ["Key Revealed", "A user revealed the key of a webhook. Only the lender's webhooks get this event."],
    ["Webhook", webhookId],
    { ...webhookFields, by: text("Who revealed the key") },
    {
      summary: `ada@bank.example revealed the key of the webhook "${webhookName}".`,
      webhookId,
      webhookName,
      by: "ada@bank.example",
    },
  ),
  ownEvent(
    "hookledger.audit",
    [
      "Audit Entry",
      "An entry was added to the audit trail. A condition on data.action can select entries. Only the lender's webhooks get this event.",
    ],
    ["AuditEntry", traceId],
    {
      entryId: uuid("The audit entry"),
      action: text("The action, such as user.created"),
      actor: looseObject(
        { kind: text("user, apiKey or system"), id: optionalText("ID"), name: text("Name") },
        "Who performed the action",
      ),
      target: looseObject(
        { type: text("Type of the target"), id: text("ID of the target") },
        "The target of the action",
      ),
      partnerId: optionalText("ID of the partner that the entry concerns; null for the lender"),
      details: {
        type: ["object", "null"],
        description: "Details of the audit entry; null if they are longer than 64 KiB",
      },
    },
    {
      summary: `ada@bank.example changed the webhook ${webhookName}: URL.`,
      entryId: traceId,
      action: "webhook.changed",
      actor: { kind: "user", id: traceId, name: "ada@bank.example" },
      target: { type: "webhook", id: webhookId },
      partnerId: null,
      details: {
        name: webhookName,
        url: { from: "https://old.bank.example/hook", to: "https://bank.example/hook" },
      },
    },
  ),
];
