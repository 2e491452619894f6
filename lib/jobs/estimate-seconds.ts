import type { MatchCount } from "./count-matching";
import type { CreateJobInput } from "./schema";

/**
 * Resends per second of one webhook that a worker reaches: it makes at most four requests at a time, each with a few statements. Measured
 * with a receiver that responds at once (the benchmark `jobs`).
 */
const resendsPerWebhook = 100;

/**
 * How long a job takes, in seconds, while receivers respond quickly: at its rate, but resends not faster than a worker sends them to the
 * webhook that has the most.
 */
export function estimateSeconds(
  { kind, rate }: Pick<CreateJobInput, "kind" | "rate">,
  { total, totalByWebhook }: Pick<MatchCount, "total" | "totalByWebhook">,
): number {
  const ofBusiest = kind === "resend" ? Math.max(0, ...totalByWebhook.values()) : 0;
  return Math.ceil(Math.max(total / rate, ofBusiest / resendsPerWebhook));
}
