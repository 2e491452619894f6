import { pageScope } from "@/app/api/auth/current-scope";
import { exportAudit } from "@/lib/audit/export-audit";
import { buildExportHeaders, exportFormatSchema } from "@/lib/exports/formats";
import { streamText } from "@/lib/exports/stream-text";
import { newestAuditPageQuery, parseAuditQuery, readAuditQuery } from "../audit-query";

/** `?format=csv|ndjson` and the filters of the page: streams all matching entries as a download. */
export async function GET(request: Request): Promise<Response> {
  const scope = await pageScope("users:write");
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const parsed = parseAuditQuery(newestAuditPageQuery(readAuditQuery(params)));
  const format = exportFormatSchema.safeParse(params.format);
  if (!parsed.ok || !format.success) return new Response("Invalid filters or format.", { status: 400 });
  const { limit: _limit, ...filter } = parsed.page;
  const pieces = await exportAudit(scope, filter, format.data);
  return new Response(streamText(pieces), { headers: buildExportHeaders("audit", format.data) });
}
