import { pageScope } from "@/app/api/auth/current-scope";
import { streamText } from "@/lib/adapters/endpoint/stream-text";
import { contentTypeByExportFormat, type ExportFormat, exportAudit } from "@/lib/audit/export-audit";
import { currentTime } from "@/lib/clock";
import { newestAuditPageQuery, parseAuditQuery, readAuditQuery } from "../audit-query";

/** `?format=csv|ndjson` and the filters of the page: streams all matching entries as a download. */
export async function GET(request: Request): Promise<Response> {
  const scope = await pageScope("users:write");
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const parsed = parseAuditQuery(newestAuditPageQuery(readAuditQuery(params)));
  const format = params.format ?? "csv";
  if (!parsed.ok || !isExportFormat(format))
    return new Response("Invalid filters or format.", { status: 400 });
  const { limit: _limit, ...filter } = parsed.page;
  const pieces = await exportAudit(scope, filter, format);
  const stamp = currentTime().toISOString().slice(0, 19).replaceAll(":", "-");
  return new Response(streamText(pieces), {
    headers: {
      "Content-Type": contentTypeByExportFormat[format],
      "Content-Disposition": `attachment; filename="audit-${stamp}-utc.${format}"`,
      "Cache-Control": "private, no-store",
    },
  });
}

function isExportFormat(text: string): text is ExportFormat {
  return Object.hasOwn(contentTypeByExportFormat, text);
}
