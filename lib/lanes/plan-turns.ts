import type { LockedLane } from "./lane-locks";
import type { LaneTurn } from "./take-turn";
import { getPortion, hasLane, type LaneSettings } from "./throttle";

/** The most deliveries of one webhook that a claim may take. */
interface Share {
  webhookId: string;
  room: number;
}

type Settings = ReadonlyMap<string, LaneSettings>;
type Lanes = ReadonlyMap<string, LockedLane>;

export interface LimitedShares {
  shares: Share[];
  /** Webhooks whose lane a manual attempt has locked at the moment. */
  busyWebhookIds: string[];
  /** Milliseconds until the throttle of a webhook allows its next attempts. */
  throttledForMs: Map<string, number>;
}

/** Limits the shares of a claim to what the lanes of their webhooks allow now; without a lane, a webhook keeps its share. */
export function limitShares(shares: readonly Share[], settings: Settings, lanes: Lanes): LimitedShares {
  const limited: LimitedShares = { shares: [], busyWebhookIds: [], throttledForMs: new Map() };
  for (const share of shares) {
    const webhook = settings.get(share.webhookId);
    if (!webhook) continue;
    const lane = lanes.get(webhook.id);
    const { maxRequestsPerSecond: rate } = webhook;
    if (!hasLane(webhook)) limited.shares.push(share);
    else if (!lane) limited.busyWebhookIds.push(webhook.id);
    else if (rate === null) limited.shares.push(share);
    else if (lane.waitMs > 0) limited.throttledForMs.set(webhook.id, lane.waitMs);
    else limited.shares.push({ ...share, room: Math.min(share.room, getPortion(rate)) });
  }
  return limited;
}

interface ClaimedFromLane {
  webhookId: string;
  deliveryId: string;
  /** The delivery's sequence number, if it already has one. */
  sequence: string | null;
}

/**
 * Plans the turns that these claimed deliveries take in their lanes: how much of the throttle they use, and which sequence numbers are
 * assigned. Deliveries without a number get the next ones in the order of their IDs, which is the order of their acceptance.
 */
export function planTurns(claimed: readonly ClaimedFromLane[], settings: Settings, lanes: Lanes): LaneTurn[] {
  const turns: LaneTurn[] = [];
  for (const { webhookId, nextNumber } of lanes.values()) {
    const deliveries = claimed.filter((one) => one.webhookId === webhookId);
    const webhook = settings.get(webhookId);
    if (!webhook || deliveries.length === 0) continue;
    const { maxRequestsPerSecond: rate, sequence } = webhook;
    const unnumbered = sequence ? deliveries.filter((one) => one.sequence === null) : [];
    const newlyNumbered = unnumbered
      .map(({ deliveryId }) => deliveryId)
      .sort()
      .map((deliveryId, index) => ({ deliveryId, sequence: nextNumber + BigInt(index) }));
    turns.push({ webhookId, seconds: rate === null ? 0 : deliveries.length / rate, newlyNumbered });
  }
  return turns;
}
