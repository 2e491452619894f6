import type { AuditEntryView } from "./schema";

type Details = AuditEntryView["details"];

interface Action {
  /** For the filter. */
  label: string;
  /** Goes on after "who did it"; `target` is what it was done to. */
  say: (target: string, details: Details) => string;
}

const own = (details: Details) => details.own === true;
const text = (value: unknown) => (value === null || value === undefined ? "nothing" : String(value));
const list = (value: unknown) => (Array.isArray(value) && value.length > 0 ? value.join(", ") : "nothing");
const role = (value: unknown) => (value ?? {}) as { name?: string; permissions?: string[] };

/**
 * Every action that is written to the audit, with its sentence. `recordAudit` takes no other, so the compiler finds an
 * action without one. An entry of a version that had other actions is shown by its own name.
 */
export const auditActions = {
  "user.signed-in": {
    label: "Signed in",
    say: (_, { via }) => (via ? `signed in with ${text(via)}` : "signed in"),
  },
  "user.signed-out": { label: "Signed out", say: () => "signed out" },
  "user.sign-in-failed": {
    label: "Sign-in failed",
    say: (_, { why }) => `could not sign in: ${text(why)}`,
  },
  "user.sign-in-throttled": {
    label: "Sign-in throttled",
    say: (_, { subject }) => `was kept from signing in for a while, after too many tries (${text(subject)})`,
  },
  "user.password-not-confirmed": {
    label: "Password not confirmed",
    say: () => "gave a wrong password when asked for it again",
  },
  "user.created": {
    label: "Person added",
    say: (target, { roleId }) => `added ${target} as ${text(roleId)}`,
  },
  "user.role-changed": {
    label: "Role of a person changed",
    say: (target, { from, to }) => `gave ${target} the role ${text(to)} instead of ${text(from)}`,
  },
  "user.disabled": { label: "Person disabled", say: (target) => `disabled ${target}` },
  "user.enabled": { label: "Person enabled", say: (target) => `enabled ${target}` },
  "user.password-changed": {
    label: "Password changed",
    say: (target, details) =>
      own(details) ? "changed their own password" : `set a new password for ${target}`,
  },
  "user.profile-changed": { label: "Profile changed", say: () => "changed their profile" },
  "user.session-ended": { label: "Session ended", say: () => "ended one of their sessions" },
  "role.created": {
    label: "Role created",
    say: (target, { permissions }) => `created the role ${target} with ${list(permissions)}`,
  },
  "role.changed": { label: "Role changed", say: changedRole },
  "role.deleted": { label: "Role deleted", say: (target) => `deleted the role ${target}` },
  "api-key.created": {
    label: "API key created",
    say: (target, { scopes }) => `created the API key ${target} for ${list(scopes)}`,
  },
  "api-key.revoked": { label: "API key revoked", say: (target) => `revoked the API key ${target}` },
  "webhook.created": { label: "Webhook created", say: (target) => `created the webhook ${target}` },
  "webhook.changed": {
    label: "Webhook changed",
    say: changedWebhook,
  },
  "webhook.deleted": { label: "Webhook deleted", say: (target) => `deleted the webhook ${target}` },
  "webhook.enabled": {
    label: "Webhook enabled",
    say: (target, { deliveries, heldDeliveries }) =>
      Number(deliveries) > 0
        ? `enabled the webhook ${target} (${text(heldDeliveries)} ${text(deliveries)} held deliveries)`
        : `enabled the webhook ${target}`,
  },
  "webhook.disabled": { label: "Webhook disabled", say: (target) => `disabled the webhook ${target}` },
  "webhook.paused": {
    label: "Webhook paused",
    say: (target) => `paused the webhook ${target}, after a delivery failed for good`,
  },
  "webhook.key-rotated": {
    label: "Webhook key replaced",
    say: (target, { overlapHours, endedPreviousKeys }) =>
      `replaced the key of the webhook ${target}; the old one stays valid for ${text(overlapHours)} h${
        endedPreviousKeys === undefined ? "" : `, ${text(endedPreviousKeys)} earlier ones ended`
      }`,
  },
  "webhook.key-revealed": {
    label: "Webhook key revealed",
    say: (target) => `looked at the key of the webhook ${target}`,
  },
  "webhook.pinged": {
    label: "Webhook pinged",
    say: (target, { responseCode, error }) =>
      responseCode
        ? `sent a ping to the new webhook ${target}; the receiver answered ${text(responseCode)}`
        : `sent a ping to the new webhook ${target}; no answer came (${text(error)})`,
  },
  "webhook.simulated": {
    label: "Simulated event sent",
    say: (target, { eventType }) => `sent a simulated event to the webhook ${target} (${text(eventType)})`,
  },
  "webhook.tested": {
    label: "Test sent",
    say: (target, { eventType, url, succeeded, responseCode }) =>
      `sent a test of the webhook ${target} (${text(eventType)}) to ${text(url)}: it ${
        succeeded === true ? "succeeded" : "failed"
      }, ${responseCode ? `response ${text(responseCode)}` : "without a response"}`,
  },
  "secrets.reseal-started": {
    label: "Resealing started",
    say: (target) => `began to seal all secrets with the encryption key ${target}`,
  },
  "secrets.resealed": {
    label: "Secrets resealed",
    say: (target, { resealed }) => `sealed ${text(resealed)} secrets with the encryption key ${target}`,
  },
  "delivery.resend-requested": {
    label: "Delivery resent",
    say: (target) => `asked to resend the delivery ${target}`,
  },
  "event-type.created": {
    label: "Event type created",
    say: (target) => `created the event type ${target}`,
  },
  "event-type.version-added": {
    label: "Event type version added",
    say: (target, { version }) => `added version ${text(version)} to the event type ${target}`,
  },
  "event-type.changed": {
    label: "Event type changed",
    say: (target, { name: _name, ...changes }) =>
      `changed the event type ${target}: ${Object.keys(changes).join(", ")}`,
  },
  "delivery.code-revealed": {
    label: "One-time code downloaded",
    say: (target) => `downloaded a body of the delivery ${target} with its one-time code`,
  },
  "partner.created": { label: "Partner created", say: (target) => `created the partner ${target}` },
  "partner.renamed": {
    label: "Partner renamed",
    say: (_, { from, to }) => `renamed the partner ${text(from)} to ${text(to)}`,
  },
  "audit.exported": {
    label: "Audit exported",
    say: (_, { format }) => `exported the audit as ${text(format)}`,
  },
} satisfies Record<string, Action>;

export type AuditAction = keyof typeof auditActions;

/** The entry of the table, or undefined for an action that this version does not write. */
export function auditAction(name: string): Action | undefined {
  return Object.hasOwn(auditActions, name) ? auditActions[name as AuditAction] : undefined;
}

function changedRole(target: string, details: Details): string {
  const [from, to] = [role(details.from), role(details.to)];
  const renamed = from.name === to.name ? "" : ` (before: ${text(from.name)})`;
  return `changed the role ${target}${renamed}: it had ${list(from.permissions)}, now ${list(to.permissions)}`;
}

/** Secrets that did not go along to another receiver are named: somebody will miss them. */
function changedWebhook(
  target: string,
  { droppedHeaders, droppedAuthentication, ...changed }: Details,
): string {
  const dropped = [
    ...(Array.isArray(droppedHeaders) ? droppedHeaders.map((name) => `the header ${text(name)}`) : []),
    ...(droppedAuthentication === undefined ? [] : ["the receiver authentication"]),
  ];
  const removed = dropped.length > 0 ? `; removed with it: ${dropped.join(", ")}` : "";
  return `changed the webhook ${target}: ${Object.keys(changed).join(", ")}${removed}`;
}
