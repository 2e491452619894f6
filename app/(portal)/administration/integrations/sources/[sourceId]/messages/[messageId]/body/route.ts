import { pageScope } from "@/app/api/auth/current-scope";
import { attachmentResponse } from "@/lib/adapters/endpoint/responses";
import { toFetchResponse } from "@/lib/adapters/endpoint/to-route";
import { withheldLabel } from "@/lib/customer-data/schema";
import { can } from "@/lib/scope/scope";
import { downloadMessageBody } from "@/lib/sources/download-message";

/** Downloads the body of a message as it came. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ sourceId: string; messageId: string }> },
): Promise<Response> {
  const scope = await pageScope("sources:read");
  const { sourceId, messageId } = await params;
  if (!can(scope, "customer-data:read")) return textResponse(403, withheldLabel);
  const body = await downloadMessageBody(scope, sourceId, messageId);
  if (body) return toFetchResponse(attachmentResponse(body, `${messageId}-message`));
  return textResponse(404, "This message does not exist or was deleted after its retention period.");
}

function textResponse(status: number, text: string): Response {
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(`${text}\n`, { status, headers });
}
