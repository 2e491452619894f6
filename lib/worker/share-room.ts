import type { Share } from "../deliveries/claim-deliveries";

/** The most requests in flight in one worker: more requests would cost more CPU and memory without increasing the rate. */
export const workerRoom = 600;

/** The most deliveries that a worker claims at once. Larger claims are not faster, and they delay the first request. */
const maxClaimSize = 300;
const minClaimSize = 16;

/**
 * Returns how many deliveries the next claim may take, after one that took `claimedCount`: enough that the claims soon fill the worker's
 * room when much is due, but not many more than are expected, because each claim brings an ID for every delivery that it may take.
 */
export function computeClaimSize(claimedCount: number): number {
  return Math.min(maxClaimSize, Math.max(minClaimSize, 4 * claimedCount));
}

/** A request that takes longer than this is slow. */
export const slowAfterMs = 1_000;

/** The largest parts of the room that requests may take. A webhook is slow if its receiver is not known to be quick. */
const tenantShare = 1 / 2; // Of one tenant.
const slowShare = 1 / 2; // Of all slow webhooks.
const tenantSlowShare = 1 / 4; // Of the slow webhooks of one tenant.
const slowWebhookShare = 1 / 16; // Of one slow webhook.

/** A webhook with due deliveries, which can get a share of the room. */
export interface Candidate {
  webhookId: string;
  /** Its partner; null is the lender. */
  partnerId: string | null;
  inFlight: number;
  /** Whether its last response took less than a second and is less than ten seconds old, and no request in flight has taken a second yet. */
  quick: boolean;
}

/** The numbers of requests already in flight, of webhooks with and without due deliveries. */
export interface InFlight {
  total: number;
  /** Of receivers that are not known to be quick. */
  slow: number;
  getTenantCounts: (partnerId: string | null) => { total: number; slow: number };
}

/**
 * Shares the free room of a worker among the tenants with work in equal parts, and each tenant's part among its webhooks. A
 * receiver that may hang gets a small part however much is free, so its requests never take the room of others: without this,
 * one partner's unresponsive server would delay all other webhooks for as long as its timeouts last.
 * @param maxPerWebhook the most requests of one webhook
 * @param claimSize the most deliveries that the claim may take; if more webhooks are due, it may take one of each
 * @returns shares of at least 1, which add up to at most `claimSize` or the number of candidates, and at most to `maxClaimSize`
 */
export function shareRoom(
  candidates: readonly Candidate[],
  inFlight: InFlight,
  maxPerWebhook: number,
  claimSize: number,
  room = workerRoom,
): Share[] {
  let free = Math.min(room - inFlight.total, maxClaimSize, Math.max(claimSize, candidates.length));
  let slowFree = Math.floor(room * slowShare) - inFlight.slow;
  const shares: Share[] = [];
  const tenants = [...groupByTenant(candidates)];
  for (const [index, [partnerId, webhooks]] of tenants.entries()) {
    const tenantInFlight = inFlight.getTenantCounts(partnerId);
    let part = Math.min(
      Math.ceil(free / (tenants.length - index)),
      Math.floor(room * tenantShare) - tenantInFlight.total,
    );
    let slowPart = Math.min(slowFree, Math.floor(room * tenantSlowShare) - tenantInFlight.slow);
    for (const [place, webhook] of webhooks.entries()) {
      const fairSize = Math.ceil(part / (webhooks.length - place));
      const limit = webhook.quick
        ? maxPerWebhook - webhook.inFlight
        : Math.min(slowPart, Math.floor(room * slowWebhookShare) - webhook.inFlight);
      const shareSize = Math.min(fairSize, limit, part);
      if (shareSize < 1) continue;
      shares.push({ webhookId: webhook.webhookId, room: shareSize });
      part -= shareSize;
      free -= shareSize;
      if (webhook.quick) continue;
      slowPart -= shareSize;
      slowFree -= shareSize;
    }
  }
  return shares;
}

function groupByTenant(candidates: readonly Candidate[]): Map<string | null, Candidate[]> {
  const tenants = new Map<string | null, Candidate[]>();
  for (const candidate of candidates) {
    const webhooks = tenants.get(candidate.partnerId);
    if (webhooks) webhooks.push(candidate);
    else tenants.set(candidate.partnerId, [candidate]);
  }
  return tenants;
}
