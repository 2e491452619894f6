import { pageScope } from "@/app/api/auth/current-scope";
import { attachmentResponse } from "@/lib/adapters/endpoint/responses";
import { toFetchResponse } from "@/lib/adapters/endpoint/to-route";
import { downloadMessageBody } from "@/lib/sources/download-message";

/** Downloads the body of a message as it came. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ sourceId: string; messageId: string }> },
): Promise<Response> {
  const scope = await pageScope("sources:read");
  const { sourceId, messageId } = await params;
  const body = await downloadMessageBody(scope, sourceId, messageId);
  if (body) return toFetchResponse(attachmentResponse(body, `${messageId}-message`));
  return new Response("This message does not exist or was deleted after its retention period.\n", {
    status: 404,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}
