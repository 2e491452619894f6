import type { Scope } from "@/lib/scope/scope";
import { findMessage, listMessages } from "@/lib/sources/list-messages";
import { findSource, listSources } from "@/lib/sources/queries";
import { messageListQuerySchema, sourceListQuerySchema } from "@/lib/sources/schema";
import { computeSourceRevision } from "./compute-revision";

/**
 * The revision that an open page compares with its own. Null if nothing is found or the query is invalid.
 * @param params the query of the list of sources; with `sourceId`, that of its list of messages; with `messageId` too, the revision is
 * that of one message; with `sourceId` and `first`, it is the state of the newest message, or "none"
 */
export async function loadRevision(
  scope: Scope,
  { sourceId, messageId, first, ...query }: Record<string, string>,
): Promise<string | null> {
  if (sourceId === undefined) {
    const page = sourceListQuerySchema.safeParse(query);
    return page.success ? computeSourceRevision((await listSources(scope, page.data)).items) : null;
  }
  if (messageId !== undefined) {
    const message = await findMessage(scope, sourceId, messageId);
    return message && computeSourceRevision([], [message]);
  }
  if (first) {
    const newest = await listMessages(scope, sourceId, { limit: 1 });
    return newest && (newest.items[0]?.state ?? "none");
  }
  const page = messageListQuerySchema.safeParse(query);
  if (!page.success) return null;
  const [source, messages] = await Promise.all([
    findSource(scope, sourceId),
    listMessages(scope, sourceId, page.data),
  ]);
  return source && messages && computeSourceRevision([source], messages.items);
}
