import type { DueDelivery } from "../../events/write-events";

/** What a call came to: its answer's body, if it has one, and what is to be signalled now. */
export interface Outcome {
  body?: unknown;
  /** What the caller has to know of a change; the answer carries it in a header, since it has no body. */
  warnings?: string[];
  /** First attempts that can be made. */
  due?: DueDelivery[];
  /** Webhooks whose held deliveries were set free. */
  released?: string[];
}
