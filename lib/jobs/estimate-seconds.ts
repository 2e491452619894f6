import type { MatchCount } from "./count-matching";
import type { CreateJobInput } from "./schema";

/**
 * Resends per second of one webhook that a worker reaches: it makes at most four requests at a time, each with a few statements. Measured
 * with a receiver that responds at once (the benchmark `jobs`).
 */
const resendsPerWebhook = 100;

/**
 * How long a job takes, in seconds, while receivers respond quickly: at its rate, but to no webhook faster than its throttle allows and,
 * if it resends, than a worker sends them.
 * @param webhooks those of the job
 */
export function estimateSeconds(
  { kind, rate }: Pick<CreateJobInput, "kind" | "rate">,
  { total, totalByWebhook }: Pick<MatchCount, "total" | "totalByWebhook">,
  webhooks: readonly { id: string; maxRequestsPerSecond: number | null }[],
): number {
  const engineRate = kind === "resend" ? resendsPerWebhook : Number.POSITIVE_INFINITY;
  const secondsByWebhook = webhooks.map(
    ({ id, maxRequestsPerSecond }) =>
      (totalByWebhook.get(id) ?? 0) / Math.min(engineRate, maxRequestsPerSecond ?? engineRate),
  );
  return Math.ceil(Math.max(total / rate, ...secondsByWebhook));
}
