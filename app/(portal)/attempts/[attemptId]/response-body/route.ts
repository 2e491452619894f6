import { pageScope } from "@/app/api/auth/current-scope";
import { attachment } from "@/lib/api/attachment";
import { responseBody } from "@/lib/deliveries/payloads";
import { noPayload } from "../../no-payload";

/** The bytes that the receiver answered, as far as they were kept, for who is signed in. */
export async function GET(_request: Request, { params }: { params: Promise<{ attemptId: string }> }) {
  const scope = await pageScope("deliveries:read");
  const { attemptId } = await params;
  const payload = await responseBody(scope, attemptId);
  return payload ? attachment(payload, `${attemptId}-response`) : noPayload();
}
