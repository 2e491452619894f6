import { selectedEngine } from "@/inngest/client";
import { relayToWorker } from "@/lib/http-server/relay-to-worker";

/**
 * The endpoint that an Inngest server calls; the worker serves it. With the embedded engine it does not exist. In production,
 * server.ts calls this handler without Next.
 */
export async function POST(request: Request): Promise<Response> {
  return selectedEngine() === "inngest" ? relayToWorker(request) : new Response(null, { status: 404 });
}

export { POST as GET, POST as PUT };
