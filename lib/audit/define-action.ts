/** The kinds of target that an audit entry can have, with their labels in the filter. */
export const labelByTargetType = {
  user: "User",
  role: "Role",
  apiKey: "API key",
  portalLink: "Portal link",
  webhook: "Webhook",
  source: "Source",
  delivery: "Delivery",
  event: "Event",
  job: "Job",
  incident: "Incident",
  eventType: "Event type",
  partner: "Partner",
  encryptionKey: "Encryption key",
  audit: "Audit trail",
} as const;

export type AuditTargetType = keyof typeof labelByTargetType;

export interface Action<Details extends object> {
  /** The action's name in the filter of the audit trail. */
  label: string;
  target: AuditTargetType;
  /**
   * The predicate of the sentence whose subject is the actor. `target` is the target's name. Details are partial:
   * entries are kept for at least seven years, and earlier versions recorded fewer details.
   */
  sentence(target: string, details: Partial<Details>): string;
  /** Never set; it only carries the type of the details to `recordAudit`. */
  details?: Details;
}

export const defineAction = <Details extends object = Record<never, never>>(given: Action<Details>) => given;
