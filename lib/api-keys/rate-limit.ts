import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { env } from "../env";
import type { Scope } from "../scope/scope";

/** Thrown when a partner's API key exceeds its rate limit: the response is 429 with `headers`. */
export class RateLimitExceeded extends Error {
  constructor(
    readonly limit: number,
    readonly headers: Record<string, string>,
  ) {
    super(
      `A partner's API key can send at most ${limit} requests per second. Wait for the number of seconds in Retry-After.`,
    );
    this.name = "RateLimitExceeded";
  }
}

const windowSeconds = 1;
const rateLimitHeadersByRequest = new WeakMap<object, Record<string, string>>();

/** Kept on globalThis, like the cached keys, because Next's bundle and the server in front of it must share one count. */
const shared = globalThis as { hookledgerRequestRate?: RateLimiterMemory };

function limiter(): RateLimiterMemory {
  shared.hookledgerRequestRate ??= new RateLimiterMemory({
    points: env().HOOKLEDGER_PARTNER_REQUESTS_PER_SECOND,
    duration: windowSeconds,
  });
  return shared.hookledgerRequestRate;
}

/**
 * Counts a request of a partner's API key, in this process, and throws RateLimitExceeded above the limit. Each adapter calls
 * this as soon as the key is known, whether or not the request succeeds. A request with a portal link counts for the key that created the
 * link. The lender's own keys are not counted.
 */
export async function countRequest(request: object, { partnerId, actor, link }: Scope): Promise<void> {
  const apiKeyId = link?.apiKeyId ?? (actor.kind === "apiKey" ? actor.id : null);
  if (partnerId === null || apiKeyId === null) return;
  const { points } = limiter();
  const consumption = await limiter()
    .consume(apiKeyId)
    .catch((rejected: RateLimiterRes) => rejected);
  const seconds = Math.max(1, Math.ceil(consumption.msBeforeNext / 1_000));
  const headers = {
    // draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4; earlier drafts had RateLimit-Limit, -Remaining and -Reset.
    "RateLimit-Policy": `"partner-key";q=${points};w=${windowSeconds}`,
    RateLimit: `"partner-key";r=${consumption.remainingPoints};t=${seconds}`,
  };
  rateLimitHeadersByRequest.set(request, headers);
  if (consumption.consumedPoints > points)
    throw new RateLimitExceeded(points, { "Retry-After": String(seconds) });
}

/** Adds the RateLimit headers to the response if its request was counted. Adapters call this last. */
export function addRateLimitHeaders<Response extends { headers: Record<string, string> }>(
  request: object,
  response: Response,
): Response {
  const added = rateLimitHeadersByRequest.get(request);
  return added ? { ...response, headers: { ...response.headers, ...added } } : response;
}
