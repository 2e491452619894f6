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
  /** What was done with held deliveries, and with how many. */
  heldDeliveries: string | undefined;
  deliveries: number;
}
export type Profile = Named & { timeZone: string | null };

/** What a job was started with, and how many deliveries it counted. */
export interface JobDetails {
  kind: string;
  filter: object;
  rate: number;
  enable: boolean;
  resendFailed: boolean;
  deliveries: number;
}

export interface RoleDetails extends Named {
  permissions: string[];
}

/** A value in a sentence; "nothing" if it was not recorded, as by earlier versions. */
export const toText = (value: unknown) => (value === null || value === undefined ? "nothing" : String(value));
/** "3 deliveries"; earlier versions may not have recorded the number. */
export const formatCount = (count: number | undefined, one: string, many: string) =>
  count === 1 ? `1 ${one}` : `${count ?? "some"} ${many}`;
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

/** The changed fields by name, and the secrets that were removed because the URL leads to another receiver. */
export interface WebhookChanges {
  [field: string]: unknown;
  droppedHeaders?: string[];
  droppedAuthentication?: unknown;
}

/** What a sentence calls each setting of a webhook. */
export const wordsByWebhookSetting: Readonly<Record<string, string>> = {
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
  orderAfterFailure: "after a failure in order",
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
  failures_reached: "after as many deliveries failed permanently as its failure policy allows",
  failure_rate_reached: "after the failure rate of its failure policy was reached",
  no_success: "after no delivery succeeded for as long as its failure policy allows",
};

/** Earlier versions did not record a reason. */
export function describePauseCause(target: string, reason: PauseReason = "delivery_failed"): string {
  return `paused the webhook ${target} ${phraseByPauseReason[reason]}`;
}

/** Names the removed secrets: their absence will be noticed. */
export function describeWebhookChange(
  target: string,
  { droppedHeaders = [], droppedAuthentication, ...changed }: WebhookChanges,
): string {
  const dropped = droppedHeaders.map((name) => `the header ${name}`);
  if (droppedAuthentication !== undefined) dropped.push("the receiver authentication");
  const removed = dropped.length > 0 ? `; also removed: ${dropped.join(", ")}` : "";
  const settings = Object.keys(changed).map((name) => wordsByWebhookSetting[name] ?? name);
  return `changed the webhook ${target}: ${settings.join(", ")}${removed}`;
}
