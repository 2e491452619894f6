import type { DueDelivery } from "../events/write-events";

/** What a call came to: its answer's body, if it has one, and what is to be signalled now. */
export interface Done {
  body?: unknown;
  /** First attempts that can be made. */
  due?: DueDelivery[];
  /** Webhooks whose held deliveries were set free. */
  released?: string[];
}
