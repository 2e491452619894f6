import type { DueDelivery } from "../../events/write-events";

/** The result of a call: the body of its response, if it has one, and what its caller has to signal. */
export interface Outcome {
  body?: unknown;
  /** What the client has to know of a change. Sent in a header, since the response has no body. */
  warnings?: string[];
  /** First attempts that are due. */
  due?: DueDelivery[];
  /** Webhooks whose held deliveries were released. */
  released?: string[];
}

export function mergeOutcomes(outcomes: readonly Outcome[]): Outcome {
  return {
    due: outcomes.flatMap(({ due = [] }) => due),
    released: outcomes.flatMap(({ released = [] }) => released),
  };
}
