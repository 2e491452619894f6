/** The prefix of the names of Hookledger's own event types. No other name can begin with it, in upper or lower case. */
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

/** Whether only the lender's webhooks can subscribe to an event type, because it is about revealed keys or the audit trail. */
export function isLenderOnlyEventType(name: string): boolean {
  return Object.hasOwn(lenderOnlyByOwnEvent, name) && lenderOnlyByOwnEvent[name as OwnEventName];
}

/** The own event types that a partner's webhook cannot subscribe to. */
export const lenderOnlyEventTypes: readonly string[] =
  Object.keys(lenderOnlyByOwnEvent).filter(isLenderOnlyEventType);
