// Short file: the addresses of the pages of jobs, for components and pages alike.
import { type ListQuery, listHref } from "@/components/cursor-list/list-query";

export const jobsPath = "/jobs";

/** The page of one job; `cursor` is the trace ID after which its list of failures begins. */
export function jobHref(jobId: string, cursor?: string): string {
  return listHref(`${jobsPath}/${jobId}`, { cursor });
}

export function jobListHref(query: ListQuery<"state" | "webhookId" | "cursor">): string {
  return listHref(jobsPath, query);
}
