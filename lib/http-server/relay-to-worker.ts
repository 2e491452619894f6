import { Problem, problemResponse } from "../adapters/endpoint/problem";
import { toFetchResponse } from "../adapters/endpoint/to-route";
import { env } from "../env";
import { relayRequest } from "../http/relay-request";
import { newId } from "../ids";
import { log } from "../log";

/**
 * Passes a request of an Inngest server on to the worker of this machine, which serves the functions: a run lasts for a minute
 * and would delay pages and accepted events in this process. 503 if no worker answers.
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
