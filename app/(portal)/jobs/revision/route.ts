import { readCurrentSessionId } from "@/app/api/auth/current-scope";
import { parseJobQuery, readJobQuery } from "@/components/jobs/job-query";
import { findJob, listJobs } from "@/lib/jobs/queries";
import { can } from "@/lib/scope/scope";
import { loadSessionScope } from "@/lib/sign-in/session-scope";
import { computeJobRevision } from "../compute-revision";
import { loadCurrentJobs } from "../load-current-jobs";

/**
 * The revision of the list of jobs with the same query; with `jobId`, of one job; with `page=current`, of the jobs on the overview or
 * the page of a webhook. Open pages poll this route, so it does not extend the session: an idle user is still signed out.
 */
export async function GET(request: Request): Promise<Response> {
  const sessionId = await readCurrentSessionId();
  const scope = sessionId ? await loadSessionScope(sessionId, { touch: false }) : null;
  if (!scope) return textResponse(401, "signed out");
  if (!can(scope, "deliveries:resend")) return textResponse(403, "forbidden");
  const params = Object.fromEntries(new URL(request.url).searchParams);
  if (params.jobId) {
    const job = await findJob(scope, params.jobId);
    return job ? textResponse(200, computeJobRevision([job])) : textResponse(404, "not found");
  }
  const parsed = parseJobQuery(readJobQuery(params));
  if (!parsed.ok) return textResponse(400, "bad query");
  if (params.page === "current")
    return textResponse(200, (await loadCurrentJobs(scope, parsed.page.webhookId)).revision);
  return textResponse(200, computeJobRevision((await listJobs(scope, parsed.page)).items));
}

function textResponse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}
