import type { InngestFunction } from "inngest";
import { batch } from "../batch";
import { newId } from "../ids";
import { enqueueRuns } from "./queue/enqueue-runs";
import type { NewRun, QueuedSignal } from "./queue/run-types";
import { createPlanner, routeSignals } from "./route-signals";

/** Concurrent sends share a statement, so that thousands of them a second cost Postgres a few hundred commits. */
const enqueueInBatches = batch(
  async (groups: NewRun[][]) => {
    await enqueueRuns(groups.flat());
    return groups.map(() => undefined);
  },
  { max: 200, concurrency: 2 },
);

/**
 * A `fetch` for the Inngest client that opens no socket: it understands the one request with which the SDK sends
 * signals (`POST {base}/e/{key}`, a JSON array) and enqueues them. If they cannot be enqueued, the
 * response is a 500 with the reason; the SDK retries (5 attempts, about 2 s) and then throws an error to the sender.
 *
 * @param appId the client's id
 * @param functions returns the functions that a signal can trigger; inngest/register-engine-sender.ts loads them before it sends a signal
 */
export function createEmbeddedFetch(appId: string, functions: () => InngestFunction.Any[]): typeof fetch {
  const getPlans = createPlanner(appId);
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (init?.method !== "POST" || !pathname.startsWith("/e/") || typeof init.body !== "string") {
      throw new Error(`the embedded engine does not support ${init?.method ?? "GET"} ${pathname}`);
    }
    try {
      const sent: QueuedSignal[] = JSON.parse(init.body);
      const signals = sent.map((signal) => ({ ...signal, id: signal.id ?? newId() }));
      await enqueueInBatches(routeSignals(signals, getPlans(functions())));
      return Response.json({ status: 200, ids: signals.map(({ id }) => id) });
    } catch (error) {
      return Response.json({ status: 500, error: (error as Error).message }, { status: 500 });
    }
  };
}
