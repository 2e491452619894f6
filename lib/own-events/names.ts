/** Names that begin like this are those of Hookledger's own events, in any case of letters: nobody else can use them. */
export const ownEventPrefix = "hookledger.";

/** Every own event type, and whether only the lender's webhooks can subscribe to it. */
const lenderOnlyByOwnEvent = {
  "hookledger.webhook.paused": false,
  "hookledger.webhook.failing": false,
  "hookledger.webhook.recovered": false,
  "hookledger.delivery.failed": false,
  "hookledger.job.finished": false,
  "hookledger.key.revealed": true,
  "hookledger.audit": true,
} as const;

export type OwnEventName = keyof typeof lenderOnlyByOwnEvent;

/** Whether an event type is one of Hookledger's own: no API call can send it, and "*" does not include it. */
export function isOwnEventType(name: string): boolean {
  return name.toLowerCase().startsWith(ownEventPrefix);
}

/** Whether an event type tells of users, keys and the audit trail, which are the lender's alone. */
export function isLenderOnlyEventType(name: string): boolean {
  return Object.hasOwn(lenderOnlyByOwnEvent, name) && lenderOnlyByOwnEvent[name as OwnEventName];
}

/** The own event types that a partner's webhook cannot subscribe to. */
export const lenderOnlyEventTypes: readonly string[] =
  Object.keys(lenderOnlyByOwnEvent).filter(isLenderOnlyEventType);
