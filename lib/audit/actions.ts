// A long file, because it is one table: every action of the audit trail, with its sentence.
import type { PauseReason } from "../reasons/codes";
import { type Action, defineAction } from "./define-action";
import {
  type ClientDetails,
  describeLinkTarget,
  describePauseCause,
  describeRoleChange,
  describeSourceChange,
  describeWebhookChange,
  formatCount,
  formatList,
  type JobDetails,
  type LinkDetails,
  type Named,
  type Profile,
  type RoleDetails,
  type SourceChanges,
  type StateChange,
  type TakenMessage,
  type TakenMessages,
  toText,
  type WebhookChanges,
} from "./details";

/**
 * Every action that is written to the audit trail: its label, the type of its target, the shape of its details and its
 * sentence. `recordAudit` accepts no other action and no other details. An entry with an action that is not here, because another
 * version wrote it, is shown with the action's name.
 */
export const auditActions = {
  "user.signed-in": defineAction<ClientDetails & { via?: string }>({
    label: "Signed in",
    target: "user",
    sentence: (_, { via }) => (via ? `signed in with ${via}` : "signed in"),
  }),
  "user.signed-out": defineAction<{ reason: string }>({
    label: "Signed out",
    target: "user",
    sentence: () => "signed out",
  }),
  "user.sign-in-failed": defineAction<{ why: string; ip: string | null; via?: string }>({
    label: "Sign-in failed",
    target: "user",
    sentence: (_, { why }) => (why ? `could not sign in (${why})` : "could not sign in"),
  }),
  "user.sign-in-throttled": defineAction<{ subject: string; until: Date; ip: string | null }>({
    label: "Sign-in throttled",
    target: "user",
    sentence: (_, { subject }) =>
      `reached the limit of failed sign-ins for ${toText(subject)}, which is temporarily blocked`,
  }),
  "user.password-not-confirmed": defineAction({
    label: "Password not confirmed",
    target: "user",
    sentence: () => "entered an incorrect password when asked to confirm it",
  }),
  "user.created": defineAction<Named & { email: string; roleId: string }>({
    label: "User created",
    target: "user",
    sentence: (target, { roleId }) => `created the user ${target} with the role ${toText(roleId)}`,
  }),
  "user.role-changed": defineAction<{ from: string; to: string }>({
    label: "User role changed",
    target: "user",
    sentence: (target, { from, to }) => `changed the role of ${target} from ${toText(from)} to ${toText(to)}`,
  }),
  "user.disabled": defineAction<{ email: string }>({
    label: "User disabled",
    target: "user",
    sentence: (target) => `disabled the user ${target}`,
  }),
  "user.enabled": defineAction<{ email: string }>({
    label: "User enabled",
    target: "user",
    sentence: (target) => `enabled the user ${target}`,
  }),
  "user.password-changed": defineAction<{ own: boolean }>({
    label: "Password changed",
    target: "user",
    sentence: (target, { own }) => (own ? "changed their own password" : `set a new password for ${target}`),
  }),
  "user.profile-changed": defineAction<{ from: Profile; to: Profile }>({
    label: "Profile changed",
    target: "user",
    sentence: () => "changed their profile",
  }),
  "user.session-ended": defineAction<ClientDetails>({
    label: "Session ended",
    target: "user",
    sentence: () => "ended one of their sessions",
  }),
  "role.created": defineAction<RoleDetails>({
    label: "Role created",
    target: "role",
    sentence: (target, { permissions }) => `created the role ${target} with ${formatList(permissions)}`,
  }),
  "role.changed": defineAction<Named & { from: RoleDetails; to: RoleDetails }>({
    label: "Role changed",
    target: "role",
    sentence: describeRoleChange,
  }),
  "role.deleted": defineAction<RoleDetails>({
    label: "Role deleted",
    target: "role",
    sentence: (target) => `deleted the role ${target}`,
  }),
  "api-key.created": defineAction<Named & { prefix: string; scopes: string[]; expiresAt: Date | null }>({
    label: "API key created",
    target: "apiKey",
    sentence: (target, { scopes }) => `created the API key ${target} with ${formatList(scopes)}`,
  }),
  "api-key.revoked": defineAction<Named & { prefix: string }>({
    label: "API key revoked",
    target: "apiKey",
    sentence: (target) => `revoked the API key ${target}`,
  }),
  "portal-link.created": defineAction<LinkDetails>({
    label: "Portal link created",
    target: "portalLink",
    sentence: (_, details) =>
      `created a portal link for ${toText(details.actor)} to ${describeLinkTarget(details)}`,
  }),
  "portal-link.revoked": defineAction<{ actor: string }>({
    label: "Portal link revoked",
    target: "portalLink",
    sentence: (_, { actor }) => `revoked a portal link for ${toText(actor)}`,
  }),
  "webhook.created": defineAction<
    Named & { url: string; triggers: readonly object[]; state: string; dialect: string }
  >({
    label: "Webhook created",
    target: "webhook",
    sentence: (target) => `created the webhook ${target}`,
  }),
  "webhook.changed": defineAction<WebhookChanges>({
    label: "Webhook changed",
    target: "webhook",
    sentence: describeWebhookChange,
  }),
  "webhook.deleted": defineAction<Named & { discardedDeliveries: number }>({
    label: "Webhook deleted",
    target: "webhook",
    sentence: (target) => `deleted the webhook ${target}`,
  }),
  "webhook.enabled": defineAction<StateChange>({
    label: "Webhook enabled",
    target: "webhook",
    sentence: (target, { deliveries = 0, heldDeliveries }) => {
      const verb = heldDeliveries === "discard" ? "discarded" : "released";
      const held = deliveries === 1 ? "1 held delivery" : `${deliveries} held deliveries`;
      return `enabled the webhook ${target}${deliveries > 0 ? ` and ${verb} ${held}` : ""}`;
    },
  }),
  "webhook.disabled": defineAction<StateChange>({
    label: "Webhook disabled",
    target: "webhook",
    sentence: (target) => `disabled the webhook ${target}`,
  }),
  "webhook.paused": defineAction<Named & { deliveryId: string; reason: PauseReason }>({
    label: "Webhook paused",
    target: "webhook",
    sentence: (target, { reason }) => describePauseCause(target, reason),
  }),
  "webhook.key-rotated": defineAction<Named & { overlapHours: number; endedPreviousKeys?: number }>({
    label: "Webhook key rotated",
    target: "webhook",
    sentence: (target, { overlapHours, endedPreviousKeys }) => {
      const ended = endedPreviousKeys === undefined ? "" : `; older keys ended early: ${endedPreviousKeys}`;
      return `rotated the key of the webhook ${target}; the previous key stays valid for ${toText(overlapHours)} h${ended}`;
    },
  }),
  "webhook.previous-keys-ended": defineAction<Named & { endedPreviousKeys: number }>({
    label: "Previous webhook keys ended",
    target: "webhook",
    sentence: (target, { endedPreviousKeys }) =>
      `ended the previous keys of the webhook ${target} early: ${toText(endedPreviousKeys)}`,
  }),
  "webhook.key-revealed": defineAction<Named>({
    label: "Webhook key revealed",
    target: "webhook",
    sentence: (target) => `revealed the key of the webhook ${target}`,
  }),
  "webhook.pinged": defineAction<
    Named & { url: string; durationMs: number; responseCode?: number; error?: string; message?: string }
  >({
    label: "Webhook pinged",
    target: "webhook",
    sentence: (target, { responseCode, error }) =>
      `pinged the new webhook ${target}: ${responseCode ? `response ${responseCode}` : `no response (${toText(error)})`}`,
  }),
  "webhook.simulated": defineAction<Named & { eventType: string }>({
    label: "Simulated event sent",
    target: "webhook",
    sentence: (target, { eventType }) =>
      `sent a simulated event to the webhook ${target} (${toText(eventType)})`,
  }),
  "webhook.tested": defineAction<
    Named & {
      url: string;
      eventType: string;
      traceId: string;
      succeeded: boolean;
      responseCode: number | null;
    }
  >({
    label: "Test sent",
    target: "webhook",
    sentence: (target, { eventType, url, succeeded, responseCode }) =>
      `tested the webhook ${target} with ${toText(eventType)} at ${toText(url)}: ${succeeded ? "succeeded" : "failed"}, ${
        responseCode ? `response ${responseCode}` : "no response"
      }`,
  }),
  "webhook.feed-started": defineAction<Named>({
    label: "Feed started",
    target: "webhook",
    sentence: (target) => `started the feed of the webhook ${target}`,
  }),
  "webhook.feed-ended": defineAction<Named>({
    label: "Feed ended",
    target: "webhook",
    sentence: (target) => `ended the feed of the webhook ${target}`,
  }),
  "source.created": defineAction<Named & { system: string; verification: object }>({
    label: "Source created",
    target: "source",
    sentence: (target, { system }) => `created the source ${target} for ${toText(system)}`,
  }),
  "source.changed": defineAction<SourceChanges>({
    label: "Source changed",
    target: "source",
    sentence: describeSourceChange,
  }),
  "source.key-rotated": defineAction<Named & { overlapHours: number; verification?: object }>({
    label: "Source key rotated",
    target: "source",
    sentence: (target, { overlapHours, verification }) =>
      verification
        ? `set the first key of the source ${target}, which verifies its messages from then on`
        : `rotated the key of the source ${target}; the previous key stays valid for ${toText(overlapHours)} h`,
  }),
  "source.url-rotated": defineAction<Named & { overlapHours: number }>({
    label: "Source URL rotated",
    target: "source",
    sentence: (target, { overlapHours }) =>
      `rotated the URL of the source ${target}; the previous URL stays valid for ${toText(overlapHours)} h`,
  }),
  "source.code-revealed": defineAction<Named & { messageId: string }>({
    label: "One-time code of a message downloaded",
    target: "source",
    sentence: (target) => `downloaded a message of the source ${target} that contains a one-time code`,
  }),
  "source.data-viewed": defineAction<Named & { messageId: string }>({
    label: "Customer data of a message viewed",
    target: "source",
    sentence: (target, { messageId }) =>
      `viewed the body of a message of the source ${target} (${toText(messageId)})`,
  }),
  "source.deleted": defineAction<Named>({
    label: "Source deleted",
    target: "source",
    sentence: (target) => `deleted the source ${target}`,
  }),
  "source.message-taken": defineAction<Named & TakenMessage>({
    label: "Message taken",
    target: "source",
    sentence: (target, { messageId, verified, reason }) => {
      const kind = verified === false ? "a message that did not verify" : "a message";
      return `took ${kind} of the source ${target} (${toText(messageId)})${reason ? `: ${reason}` : ""}`;
    },
  }),
  "source.messages-taken": defineAction<Named & TakenMessages>({
    label: "Unmapped messages taken",
    target: "source",
    sentence: (target, { messages }) =>
      `took ${formatCount(messages, "unmapped message", "unmapped messages")} of the source ${target} again`,
  }),
  "secrets.reseal-started": defineAction<{ secrets: object[] }>({
    label: "Resealing started",
    target: "encryptionKey",
    sentence: (target) => `started resealing all secrets with the encryption key ${target}`,
  }),
  "secrets.resealed": defineAction<{ resealed: number; secrets: object[] }>({
    label: "Secrets resealed",
    target: "encryptionKey",
    sentence: (target, { resealed }) =>
      `resealed ${toText(resealed)} secrets with the encryption key ${target}`,
  }),
  "delivery.resend-requested": defineAction<{ attemptId: string; webhookId: string }>({
    label: "Resend requested",
    target: "delivery",
    sentence: (target) => `requested a resend of the delivery ${target}`,
  }),
  "delivery.skipped": defineAction<{ webhookId: string }>({
    label: "Delivery skipped",
    target: "delivery",
    sentence: (target) => `skipped the failed delivery ${target}, for which others waited`,
  }),
  "job.started": defineAction<JobDetails>({
    label: "Job started",
    target: "job",
    sentence: (target, { kind, deliveries }) =>
      `started the job ${target} (${toText(kind)}) for ${formatCount(deliveries, "delivery", "deliveries")}`,
  }),
  "job.paused": defineAction({
    label: "Job paused",
    target: "job",
    sentence: (target) => `paused the job ${target}`,
  }),
  "job.resumed": defineAction({
    label: "Job resumed",
    target: "job",
    sentence: (target) => `resumed the job ${target}`,
  }),
  "job.cancelled": defineAction({
    label: "Job canceled",
    target: "job",
    sentence: (target) => `canceled the job ${target}`,
  }),
  "incident.assigned": defineAction<Named & { assignee: string | null }>({
    label: "Incident assigned",
    target: "incident",
    sentence: (target, { assignee }) =>
      `assigned the incident of ${target} to ${toText(assignee ?? "nobody")}`,
  }),
  "incident.closed": defineAction<Named & { note: string }>({
    label: "Incident closed",
    target: "incident",
    sentence: (target, { note }) => `closed the incident of ${target}${note ? `: ${note}` : ""}`,
  }),
  "event-type.created": defineAction<Named & { title: string; validation: string }>({
    label: "Event type created",
    target: "eventType",
    sentence: (target) => `created the event type ${target}`,
  }),
  "event-type.version-added": defineAction<Named & { title: string; version: number }>({
    label: "Event type version added",
    target: "eventType",
    sentence: (target, { version }) => `added version ${toText(version)} to the event type ${target}`,
  }),
  "event-type.changed": defineAction<Named & Record<string, unknown>>({
    label: "Event type changed",
    target: "eventType",
    sentence: (target, { name: _name, ...changes }) =>
      `changed the event type ${target}: ${Object.keys(changes).join(", ")}`,
  }),
  "delivery.code-revealed": defineAction<{ traceId: string } | { attemptId: string; which: string }>({
    label: "One-time code downloaded",
    target: "delivery",
    sentence: (target) => `downloaded a body of the delivery ${target} that contains a one-time code`,
  }),
  "delivery.data-viewed": defineAction({
    label: "Customer data of a delivery viewed",
    target: "delivery",
    sentence: (target) => `viewed the customer data of the delivery ${target}`,
  }),
  "event.data-viewed": defineAction({
    label: "Customer data of an event viewed",
    target: "event",
    sentence: (target) => `viewed the customer data of the event ${target}`,
  }),
  "event-type.data-viewed": defineAction({
    label: "Customer data of past events viewed",
    target: "eventType",
    sentence: (target) => `tried a condition on the customer data of past events (${target})`,
  }),
  "delivery.exported": defineAction<{ format: string; filter: object }>({
    label: "Deliveries exported",
    target: "delivery",
    sentence: (_, { format, filter }) =>
      `exported ${Object.keys(filter ?? {}).length > 0 ? "the deliveries that match a filter" : "all deliveries"} as ${toText(format).toUpperCase()}`,
  }),
  "delivery.proof-shown": defineAction({
    label: "Proof of delivery shown",
    target: "delivery",
    sentence: (target) => `opened the proof of the delivery ${target}`,
  }),
  "partner.created": defineAction<Named & { kind: string }>({
    label: "Partner created",
    target: "partner",
    sentence: (target) => `created the partner ${target}`,
  }),
  "partner.renamed": defineAction<{ from: string; to: string }>({
    label: "Partner renamed",
    target: "partner",
    sentence: (_, { from, to }) => `renamed the partner ${toText(from)} to ${toText(to)}`,
  }),
  "audit.exported": defineAction<{ format: string; filter: object }>({
    label: "Audit trail exported",
    target: "audit",
    sentence: (_, { format }) => `exported the audit trail as ${toText(format).toUpperCase()}`,
  }),
};

export type AuditAction = keyof typeof auditActions;

/** The details of an action that `recordAudit` accepts. */
export type AuditDetails<Name extends AuditAction> = NonNullable<(typeof auditActions)[Name]["details"]>;

/** Finds an action's label and sentence. Undefined for an action that this version does not write. */
export function findAuditAction(
  name: string,
): Pick<Action<Record<string, unknown>>, "label" | "sentence"> | undefined {
  return Object.hasOwn(auditActions, name) ? auditActions[name as AuditAction] : undefined;
}
