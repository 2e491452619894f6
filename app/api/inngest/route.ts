import { getSelectedEngine } from "@/inngest/client";
import { relayToWorker } from "@/lib/http-server/relay-to-worker";

/**
 * Relays the calls of an Inngest server to the worker. With the embedded engine, the response is 404. In production, server.ts
 * calls this handler without Next.
 */
export async function POST(request: Request): Promise<Response> {
  return getSelectedEngine() === "inngest" ? relayToWorker(request) : new Response(null, { status: 404 });
}

export { POST as GET, POST as PUT };
