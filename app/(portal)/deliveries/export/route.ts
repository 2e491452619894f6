import { pageScope } from "@/app/api/auth/current-scope";
import { parseHistoryQuery, readHistoryQuery } from "@/components/history/filters/history-query";
import { newestHistoryPageQuery } from "@/components/history/history-href";
import { exportDeliveries } from "@/lib/deliveries/proof/export-deliveries";
import { exportQuerySchema } from "@/lib/deliveries/proof/schema";
import { streamText } from "@/lib/exports/stream-text";
import { readLenderClock } from "../lender-clock";

/** `?format=csv|ndjson` and the filters of a history: streams all matching deliveries with their attempts as a download. */
export async function GET(request: Request): Promise<Response> {
  const scope = await pageScope("deliveries:read");
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const listed = parseHistoryQuery(newestHistoryPageQuery(readHistoryQuery(params)), readLenderClock());
  const parsed = exportQuerySchema.safeParse({ ...(listed.ok && listed.page), format: params.format });
  if (!listed.ok || !parsed.success) return new Response("Invalid filters or format.", { status: 400 });
  const exported = await exportDeliveries(scope, parsed.data);
  if (!exported.ok) return new Response(exported.message, { status: 404 });
  return new Response(streamText(exported.chunks), { headers: exported.headers });
}
