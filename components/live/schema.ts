// Short file: the route /live and the pages that request it must agree.
import { z } from "zod";

/** One `watch` parameter of a request, in JSON. */
export const watchSchema = z.object({
  name: z.string().max(20_000),
  known: z.string().max(100).optional(),
  knownNewRows: z.number().optional(),
  since: z.string().max(100).optional(),
});

/** What a page should show of a list: `newRows` more rows than it shows, and these rows in place of shown ones that left the list. */
export interface ListState {
  revision: string;
  newRows?: number;
  /** Whether there may be more new rows than that. */
  hasMore?: boolean;
  rows?: { id: string; value: unknown }[];
}

/** `state`: null if nothing can be seen any more; undefined if it has not been read. `changed`: whether it differs from what the page shows. */
export interface FollowedWatch {
  since: string;
  changed: boolean;
  state?: ListState | null;
}
