/** A user's progress with their first webhook. */
export interface FirstSteps {
  /** The oldest existing webhook that the user created. */
  webhook: { id: string; name: string } | null;
  /** An event that this webhook gets. */
  event: { type: string; entityId: string; data: Record<string, unknown>; partnerId?: string };
  /** The first delivery to this webhook. */
  delivery: { traceId: string; entityType: string; entityId: string } | null;
  /** Whether the first delivery has a completed attempt, successful or not. */
  arrived: boolean;
  /** Whether one of the webhook's last 100 deliveries was resent. */
  resent: boolean;
}

/** The cookie that remembers in this browser that the first steps were dismissed. */
export const firstStepsCookie = "hookledger-first-steps";
export const dismissedValue = "away";
