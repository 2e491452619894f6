import type { JobFilter } from "@/lib/jobs/schema";

/** Everything that matches the filters of a list, beyond the page. */
export interface AllMatching {
  /** The filters, as a job has them. */
  filter: JobFilter;
  /** When the list was read (ISO 8601). */
  listedAt: string;
}

/**
 * The filter for what the list has: nothing that was accepted after it was read, which its user has not seen.
 * @param newest the newest trace ID in the rows, which may have come later; trace IDs are UUIDv7
 */
export function buildMatchingFilter(
  { filter, listedAt }: AllMatching,
  newest: string | undefined,
): JobFilter {
  const newestMs = newest ? Number.parseInt(newest.replace("-", "").slice(0, 12), 16) + 1 : 0;
  const listedMs = Math.max(Date.parse(listedAt), newestMs);
  const to = filter.to ? Math.min(Date.parse(filter.to), listedMs) : listedMs;
  return { ...filter, to: new Date(to).toISOString() };
}
