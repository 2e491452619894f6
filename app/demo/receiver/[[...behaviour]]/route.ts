import { isDemo, listReceivedRequests, recordRequest, respond } from "@/lib/demo-receiver/receiver";

export const dynamic = "force-dynamic";

/** The last requests to the demo's built-in receiver, newest first. */
export function GET(): Response {
  return isDemo() ? Response.json({ received: listReceivedRequests() }) : new Response(null, { status: 404 });
}

/** Records a request and responds as configured or, by default, as the last path segment says: ok, fail, gone, slow, hang or redirect. */
export async function POST(request: Request): Promise<Response> {
  if (!isDemo()) return new Response(null, { status: 404 });
  return respond(await recordRequest(request), request.signal);
}
