import type { PauseReason } from "../reasons/codes";

export interface Named {
  name: string;
}
export interface ClientDetails {
  ip: string | null;
  userAgent: string | null;
}
export interface StateChange extends Named {
  from: string;
  /** Whether held deliveries were released ("deliver") or discarded ("discard"), if there was a choice. */
  heldDeliveries: string | undefined;
  /** How many held deliveries were released or discarded. */
  deliveries: number;
}
export type Profile = Named & { timeZone: string | null };

/** The settings with which a job was started, and the number of deliveries that it counted. */
export interface JobDetails {
  kind: string;
  filter: object;
  rate: number;
  enable: boolean;
  resendFailed: boolean;
  deliveries: number;
}

/** For whom a portal link was created, and what it shows: an entity or a webhook, or else all webhooks of the entry's partner. */
export interface LinkDetails {
  actor: string;
  entityType: string | undefined;
  entityId: string | undefined;
  webhookId: string | undefined;
  resend: boolean;
  expiresAt: Date;
}

export function describeLinkTarget({ entityType, entityId, webhookId }: Partial<LinkDetails>): string {
  if (entityId) return `${toText(entityType)} ${entityId}`;
  return webhookId ? `the webhook ${webhookId}` : "a partner's webhooks";
}

/** A message of a source that was taken, and what its user gave in place of the mapped parts. */
export interface TakenMessage {
  messageId: string;
  verified: boolean;
  reason?: string;
  type?: string;
  entityId?: string;
}

/** Unmapped messages of a source that were taken again at once: their number, and the range of their IDs. */
export interface TakenMessages {
  messages: number;
  firstMessageId?: string | null;
  lastMessageId?: string | null;
}

export interface RoleDetails extends Named {
  permissions: string[];
}

/** Formats a value for a sentence; "nothing" if an earlier version did not record it. */
export const toText = (value: unknown) => (value === null || value === undefined ? "nothing" : String(value));
/** Formats a number with its noun, such as "3 deliveries"; "some deliveries" if an earlier version did not record the number. */
export const formatCount = (count: number | undefined, singular: string, plural: string) =>
  count === 1 ? `1 ${singular}` : `${count ?? "some"} ${plural}`;
export const formatList = (values: readonly string[] | undefined) =>
  values && values.length > 0 ? values.join(", ") : "nothing";

export function describeRoleChange(
  target: string,
  { from, to }: { from?: RoleDetails; to?: RoleDetails },
): string {
  const [before, after] = [formatList(from?.permissions), formatList(to?.permissions)];
  const renamed = from?.name !== to?.name;
  if (renamed && before === after) return `renamed the role ${toText(from?.name)} to ${target}`;
  const previously = renamed ? ` (previously ${toText(from?.name)})` : "";
  return `changed the permissions of the role ${target}${previously} from ${before} to ${after}`;
}

/** The changed settings by name, and the secrets that were removed because the new URL belongs to another receiver. */
export interface WebhookChanges {
  [field: string]: unknown;
  droppedHeaders?: string[];
  droppedAuthentication?: unknown;
}

/** The label of each webhook setting in a sentence. */
export const labelByWebhookSetting: Readonly<Record<string, string>> = {
  name: "name",
  url: "URL",
  triggers: "event triggers",
  retryDelays: "retry delays",
  timeoutSeconds: "timeout",
  successRule: "success rule",
  failurePolicy: "failure policy",
  selfHealing: "self-healing",
  maxRequestsPerSecond: "throttle",
  sequence: "sequence numbers",
  ordered: "order per entity",
  orderAfterFailure: "order after a failed delivery",
  signatureHeader: "signature header",
  signatureEncoding: "signature encoding",
  headers: "custom headers",
  method: "method",
  options: "format options",
  authentication: "receiver authentication",
  owner: "owner",
};

const phraseByPauseReason: Record<PauseReason, string> = {
  delivery_failed: "after a delivery failed permanently",
  failures_reached: "after the number of failed deliveries reached the limit of the failure policy",
  failure_rate_reached: "after the failure rate reached the limit of the failure policy",
  no_success: "after no delivery succeeded within the time that the failure policy allows",
};

/** Describes the pause of a webhook. Earlier versions recorded no reason: they paused a webhook at its first failed delivery. */
export function describePauseCause(target: string, reason: PauseReason = "delivery_failed"): string {
  return `paused the webhook ${target} ${phraseByPauseReason[reason]}`;
}

/** The changed settings of a source by name. */
export type SourceChanges = Record<string, { from: unknown; to: unknown }>;

const labelBySourceSetting: Readonly<Record<string, string>> = {
  name: "name",
  verification: "verification",
  mapping: "mapping",
  networks: "networks",
  duplicateSeconds: "time for repetitions",
};

/** Lists the changed settings of a source. */
export function describeSourceChange(target: string, changes: Partial<SourceChanges>): string {
  const settings = Object.keys(changes).map((name) => labelBySourceSetting[name] ?? name);
  return `changed the source ${target}: ${settings.join(", ")}`;
}

/** Lists the changed settings, and the secrets that were removed with them. */
export function describeWebhookChange(
  target: string,
  { droppedHeaders = [], droppedAuthentication, ...changed }: WebhookChanges,
): string {
  const dropped = droppedHeaders.map((name) => `the header ${name}`);
  if (droppedAuthentication !== undefined) dropped.push("the receiver authentication");
  const removed = dropped.length > 0 ? `; also removed: ${dropped.join(", ")}` : "";
  const settings = Object.keys(changed).map((name) => labelByWebhookSetting[name] ?? name);
  return `changed the webhook ${target}: ${settings.join(", ")}${removed}`;
}
