import type { MatchCount } from "./count-matching";
import type { CreateJobInput } from "./schema";

/**
 * How many resends per second a worker achieves for one webhook, with at most four requests at a time and a few SQL statements for each.
 * Measured with a receiver that responds at once (the benchmark `jobs`).
 */
const resendsPerSecondAndWebhook = 100;

/**
 * Estimates how many seconds a job takes if receivers respond quickly. It works at its rate, but for each webhook no faster than the
 * throttle of the webhook allows, and resends no faster than a worker sends them.
 * @param webhooks the webhooks of the job
 */
export function estimateSeconds(
  { kind, rate }: Pick<CreateJobInput, "kind" | "rate">,
  { total, totalByWebhook }: Pick<MatchCount, "total" | "totalByWebhook">,
  webhooks: readonly { id: string; maxRequestsPerSecond: number | null }[],
): number {
  const workerRate = kind === "resend" ? resendsPerSecondAndWebhook : Number.POSITIVE_INFINITY;
  const secondsByWebhook = webhooks.map(
    ({ id, maxRequestsPerSecond }) =>
      (totalByWebhook.get(id) ?? 0) / Math.min(workerRate, maxRequestsPerSecond ?? workerRate),
  );
  return Math.ceil(Math.max(total / rate, ...secondsByWebhook));
}
