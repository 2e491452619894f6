import { pageScope } from "@/app/api/auth/current-scope";
import { downloadPayload } from "@/lib/deliveries/download-payload";
import { toDownloadResponse } from "../../to-download-response";

/** Downloads the response body of an attempt, as much of it as was stored. */
export async function GET(_request: Request, { params }: { params: Promise<{ attemptId: string }> }) {
  const scope = await pageScope("deliveries:read");
  const { attemptId } = await params;
  return toDownloadResponse(
    await downloadPayload(scope, { attemptId, which: "response" }),
    `${attemptId}-response`,
  );
}
