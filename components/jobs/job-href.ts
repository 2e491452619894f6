// Short file: components and pages build the URLs of job pages in the same way.
import { type ListQuery, listHref } from "@/components/cursor-list/list-query";

export const jobsPath = "/jobs";

/** The URL of a job's page; `cursor` is the trace ID after which its list of failures begins. */
export function jobHref(jobId: string, cursor?: string): string {
  return listHref(`${jobsPath}/${jobId}`, { cursor });
}

export function jobListHref(query: ListQuery<"state" | "webhookId" | "cursor">): string {
  return listHref(jobsPath, query);
}
