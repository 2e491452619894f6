import { arrangeRows } from "@/components/live/arrange-rows";
import type { ListState } from "@/components/live/schema";
import type { Topic } from "@/lib/live/topics";
import type { Scope } from "@/lib/scope/scope";
import { computeRevision } from "./compute-revision";

/** What a watch of a kind follows, and how it is read. */
export interface WatchKind {
  topics: readonly Topic[];
  /**
   * Reads it for a scope, whose permissions the use cases check; null if there is nothing that the scope can see.
   * @param params the query of the page
   * @param shown the IDs of the rows that the page shows
   */
  read(scope: Scope, params: Record<string, string>, shown: readonly string[]): Promise<ListState | null>;
}

const pageSize = 50;

/** The state of a list: the revision is that of the rows that the page shows, whatever has been added above them. */
export function toListState<Item extends { id: string }>(
  items: readonly Item[],
  shown: readonly string[],
): ListState {
  const { visible, hiddenCount } = arrangeRows(
    shown,
    items.map(({ id }) => id),
  );
  const byId = new Map(items.map((item) => [item.id, item]));
  const rows = visible.flatMap((id) => byId.get(id) ?? []);
  return { revision: computeRevision(rows), newRows: hiddenCount, hasMore: hiddenCount >= pageSize };
}

/** The state of something that is found or not. */
export function toState(shown: object | string | null): ListState | null {
  return shown === null ? null : { revision: computeRevision(shown) };
}
