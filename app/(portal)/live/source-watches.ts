import { getReceiverRevision, isDemo } from "@/lib/demo-receiver/receiver";
import { can } from "@/lib/scope/scope";
import { findMessage, listMessages } from "@/lib/sources/list-messages";
import { findSource, listSources } from "@/lib/sources/queries";
import { messageListQuerySchema, sourceListQuerySchema } from "@/lib/sources/schema";
import { computeRevision } from "./compute-revision";
import { toListState, toState, type WatchKind } from "./watch-kind";

/**
 * The list of sources, with its query; with `sourceId`, that source and the list of its messages; with `messageId` too, that message; with
 * `sourceId` and `first`, the revision is the state of its newest message, or "none".
 */
export const sourcesWatch: WatchKind = {
  topics: ["sources"],
  async read(scope, { sourceId, messageId, first, ...query }, shown) {
    if (sourceId === undefined) {
      const page = sourceListQuerySchema.safeParse(query);
      return page.success ? { revision: computeRevision((await listSources(scope, page.data)).items) } : null;
    }
    if (messageId !== undefined) return toState(await findMessage(scope, sourceId, messageId));
    if (first) {
      const newest = await listMessages(scope, sourceId, { limit: 1 });
      return newest && { revision: newest.items[0]?.state ?? "none" };
    }
    const page = messageListQuerySchema.safeParse(query);
    if (!page.success) return null;
    const messages = await listMessages(scope, sourceId, page.data);
    return messages && toListState(messages.items, shown);
  },
};

/** A source, as the header of its pages shows it. */
export const sourceWatch: WatchKind = {
  topics: ["sources"],
  read: async (scope, { id = "" }) => toState(await findSource(scope, id)),
};

/** The requests and settings of the built-in receiver, which only the web process knows. */
export const receiverWatch: WatchKind = {
  topics: ["receiver"],
  async read(scope) {
    if (!isDemo() || scope.partnerId !== null || !can(scope, "webhooks:read")) return null;
    return { revision: getReceiverRevision() };
  },
};
