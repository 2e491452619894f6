import { Problem, problemResponse } from "../adapters/endpoint/problem";
import { toFetchResponse } from "../adapters/endpoint/to-route";
import { env } from "../env";
import { relayRequest } from "../http/relay-request";
import { newId } from "../ids";
import { log } from "../log";

/**
 * Relays a request of an Inngest server to the worker on this machine, which runs the functions: a run lasts for a minute and
 * would delay pages and events in this process. Responds with 503 if no worker responds.
 */
export async function relayToWorker(request: Request): Promise<Response> {
  const port = env().HOOKLEDGER_WORKER_PORT;
  try {
    return await relayRequest(request, port);
  } catch (error) {
    log.warn({ port, error: (error as Error).message }, "no worker answers the Inngest server's request");
    const detail = `No worker answers on port ${port}. Send the request again once a worker is running.`;
    const problem = new Problem(503, "unavailable", detail, { headers: { "Retry-After": "2" } });
    return toFetchResponse(problemResponse(problem, newId()));
  }
}
