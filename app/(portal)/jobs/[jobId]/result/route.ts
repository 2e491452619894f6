import { pageScope } from "@/app/api/auth/current-scope";
import { buildExportHeaders, exportFormatSchema } from "@/lib/exports/formats";
import { streamText } from "@/lib/exports/stream-text";
import { readJobResult } from "@/lib/jobs/job-result";

/** `?format=csv|ndjson`: streams the results of a job so far as a download. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ jobId: string }> },
): Promise<Response> {
  const scope = await pageScope("deliveries:read");
  const { jobId } = await params;
  const format = exportFormatSchema.safeParse(new URL(request.url).searchParams.get("format") ?? undefined);
  if (!format.success) return new Response("Invalid format.", { status: 400 });
  const result = await readJobResult(scope, jobId, format.data);
  if (!result) return new Response("There is no such job.", { status: 404 });
  return new Response(streamText(result), { headers: buildExportHeaders(`job-${jobId}`, format.data) });
}
