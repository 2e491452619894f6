import { Inbox, type LucideIcon, ShieldCheck, Waypoints } from "lucide-react";
import type { ReactNode } from "react";
import { EndOfList, InvalidFilters, NoResults } from "@/components/cursor-list/list-empty";
import { listHref } from "@/components/cursor-list/list-query";
import { Pager } from "@/components/cursor-list/pager";
import { EmptyState } from "@/components/domain/empty-state";
import { PrintNote } from "@/components/domain/print-note";
import { DeferredRows } from "@/components/live/deferred-rows";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { Card } from "@/components/ui/card";
import { can, type Scope } from "@/lib/scope/scope";
import { listMessages } from "@/lib/sources/list-messages";
import type { SourceView } from "@/lib/sources/schema";
import { computeRevision } from "../../../../live/compute-revision";
import { loadEventTypeNames } from "../form/load-event-type-names";
import { summarizeWaiting } from "../format-counts";
import { type SourceTab, sourceHref } from "../source-href";
import { type MessageQuery, parseMessageQuery } from "./message-query";
import { MessageTable } from "./message-table";

type MessageTab = Exclude<SourceTab, "/settings">;

/** The state that a tab lists; undefined: as the filter says. */
const stateByTab = { "": undefined, "/unmapped": "unmapped", "/unverified": "unverified" } as const;

const emptyByTab: Record<MessageTab, { icon: LucideIcon; title: string; description: string }> = {
  "": {
    icon: Inbox,
    title: "No messages yet",
    description: "Point the system at the URL of this source. Its messages appear here by themselves.",
  },
  "/unmapped": {
    icon: Waypoints,
    title: "Nothing is unmapped",
    description:
      "Messages that could not become an event appear here with the reason, and can be taken again.",
  },
  "/unverified": {
    icon: ShieldCheck,
    title: "Nothing is unverified",
    description:
      "Messages with a wrong signature, key or address appear here. The last 100 are kept, each with its first 16 KiB.",
  },
};

/** A page of the messages of a source, which follows them. */
export async function MessagesView({
  scope,
  source,
  tab,
  query,
}: {
  scope: Scope;
  source: SourceView;
  tab: MessageTab;
  query: MessageQuery;
}) {
  const path = sourceHref(source.id, tab);
  const state = stateByTab[tab] ?? query.state;
  const parsed = parseMessageQuery({ ...query, state });
  const list = parsed.ok ? await listMessages(scope, source.id, parsed.page) : null;
  const { items, nextCursor } = list ?? { items: [], nextCursor: null };
  const eventTypes = can(scope, "sources:write") ? await loadEventTypeNames(scope) : null;
  const watch = listHref("sources", { sourceId: source.id, state, cursor: query.cursor });
  const followed = { watch: parsed.ok ? watch : null, revision: computeRevision(items) };
  const filter = tab === "" ? { state: query.state } : {};
  return (
    <div className="grid grid-cols-1 gap-3">
      <PrintNote />
      <LiveWatch watch={`source?id=${source.id}`} revision={computeRevision(source)} />
      <FollowedRows tab={tab} ids={items.map(({ id }) => id)} {...followed} waiting={source.waiting}>
        {items.length > 0 ? (
          <MessageTable
            messages={items}
            eventTypes={eventTypes}
            canOpenEvents={can(scope, "deliveries:read")}
          />
        ) : (
          <Card>
            {!parsed.ok && <InvalidFilters path={path} errors={parsed.errors} />}
            {parsed.ok && query.cursor && (
              <EndOfList newest={listHref(path, filter)} description="This is the end of the list." />
            )}
            {parsed.ok && !query.cursor && filter.state && (
              <NoResults path={path} description="No message has this state." />
            )}
            {parsed.ok && !query.cursor && !filter.state && <EmptyState {...emptyByTab[tab]} />}
          </Card>
        )}
      </FollowedRows>
      <Pager
        newest={query.cursor ? listHref(path, filter) : null}
        older={nextCursor && listHref(path, { ...filter, cursor: nextCursor })}
      />
    </div>
  );
}

/**
 * The rows follow the messages. Only in the list of all messages, they keep their places: in the others, users take one after another, and a
 * taken message has to leave.
 */
function FollowedRows({
  tab,
  ids,
  watch,
  revision,
  waiting,
  children,
}: {
  tab: MessageTab;
  ids: readonly string[];
  watch: string | null;
  revision: string;
  waiting: number;
  children: ReactNode;
}) {
  const status = (
    <p role="status" className="text-muted-foreground print:hidden">
      {summarizeWaiting(waiting)}
    </p>
  );
  if (tab === "") {
    return (
      <DeferredRows key={watch} ids={ids} watch={watch} revision={revision} status={status}>
        {children}
      </DeferredRows>
    );
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {status}
        <LiveStatus />
      </div>
      {watch && <LiveWatch watch={watch} revision={revision} />}
      {children}
    </>
  );
}
