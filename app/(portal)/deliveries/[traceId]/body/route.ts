import { toDownloadResponse } from "@/app/(portal)/attempts/to-download-response";
import { pageScope } from "@/app/api/auth/current-scope";
import { downloadPayload } from "@/lib/deliveries/download-payload";

/** Downloads the frozen body of a delivery. */
export async function GET(_request: Request, { params }: { params: Promise<{ traceId: string }> }) {
  const scope = await pageScope("deliveries:read");
  const { traceId } = await params;
  return toDownloadResponse(await downloadPayload(scope, { traceId }), `${traceId}-request`);
}
