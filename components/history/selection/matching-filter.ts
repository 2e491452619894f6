import type { JobFilter } from "@/lib/jobs/schema";

/** All deliveries that match the filters of a list, including those that its page does not show. */
export interface AllMatching {
  /** The filters of the list, as a job's filter. */
  filter: JobFilter;
  /** When the list was read (ISO 8601). */
  listedAt: string;
}

/**
 * Builds a job filter for the deliveries of a list. It excludes deliveries that were accepted after the list was read, because the user
 * has not seen them.
 * @param newestId the newest trace ID in the rows, which may be newer than `listedAt`; trace IDs are UUIDv7
 */
export function buildMatchingFilter(
  { filter, listedAt }: AllMatching,
  newestId: string | undefined,
): JobFilter {
  const afterNewestMs = newestId ? Number.parseInt(newestId.replace("-", "").slice(0, 12), 16) + 1 : 0;
  const listedMs = Math.max(Date.parse(listedAt), afterNewestMs);
  const to = filter.to ? Math.min(Date.parse(filter.to), listedMs) : listedMs;
  return { ...filter, to: new Date(to).toISOString() };
}
