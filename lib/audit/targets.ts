/** What an audit entry can be about, as the audit's filter lists it. `recordAudit` takes no other. */
export const auditTargets = {
  user: "User",
  role: "Role",
  apiKey: "API key",
  webhook: "Webhook",
  delivery: "Delivery",
  eventType: "Event type",
  partner: "Partner",
  encryptionKey: "Encryption key",
  audit: "Audit",
} as const;

export type AuditTarget = keyof typeof auditTargets;
