/** How far a person has come with a webhook of their own. */
export interface FirstSteps {
  /** The oldest one that this person made and that is still there. */
  webhook: { id: string; name: string } | null;
  /** What to post so that this webhook gets it. */
  event: { type: string; entityId: string; data: Record<string, unknown>; partnerId?: string };
  /** The first delivery to it. */
  delivery: { traceId: string; entityType: string; entityId: string } | null;
  /** It was answered, well or not. */
  arrived: boolean;
  /** One of the webhook's last deliveries was sent again by hand. */
  resent: boolean;
}

/** Remembers in this browser that the first steps were dismissed. */
export const firstStepsCookie = "hookledger-first-steps";
export const dismissedValue = "away";
