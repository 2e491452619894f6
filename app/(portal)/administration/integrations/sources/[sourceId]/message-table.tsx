import { NoValue } from "@/components/domain/empty-state";
import { formatBytes } from "@/components/domain/format-number";
import { ScrollArea } from "@/components/domain/scroll-area";
import { ShortId } from "@/components/domain/short-id";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { eventHref } from "@/components/events/event-href";
import { DeferredTableBody } from "@/components/live/deferred-table-body";
import { cn } from "@/components/ui/cn";
import { Table, TableCaption, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { MessageView } from "@/lib/sources/schema";
import type { EventTypeName } from "../form/mapping-fields";
import { messageHref } from "../source-href";
import { MessageActions } from "./message-actions";
import { MessageStateBadge } from "./message-state-badge";

/**
 * Messages in rows, each with its outcome.
 * @param eventTypes suggested when a message is taken; null if the user cannot take messages
 */
export function MessageTable({
  messages,
  eventTypes,
  canOpenEvents,
}: {
  messages: readonly MessageView[];
  eventTypes: EventTypeName[] | null;
  canOpenEvents: boolean;
}) {
  const hasActions = eventTypes !== null && messages.some(({ state }) => canTake(state));
  return (
    <ScrollArea label="Messages, scrolls horizontally" className="rounded-lg border bg-card">
      <Table cards>
        <TableCaption>Messages</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>Received</TableHead>
            <TableHead>Result</TableHead>
            <TableHead className={wideScreenClass}>Address</TableHead>
            <TableHead className={wideScreenClass}>Size</TableHead>
            {hasActions && (
              <TableHead>
                <span className="sr-only">Actions</span>
              </TableHead>
            )}
          </TableRow>
        </TableHeader>
        <DeferredTableBody
          rows={messages.map((message) => ({
            id: message.id,
            value: (
              <TableRow className="print:break-inside-avoid">
                <TableHead scope="row" className="whitespace-nowrap">
                  <Time iso={message.receivedAt} className="flex" />{" "}
                  <ShortId
                    id={message.id}
                    label="message ID"
                    href={messageHref(message.sourceId, message.id)}
                    opensRow
                  />
                </TableHead>
                <TableCell className="min-w-40 wrap-anywhere">
                  <MessageStateBadge {...message} />{" "}
                  <MessageResult message={message} canOpenEvents={canOpenEvents} />
                </TableCell>
                <TableCell inside="Address" className={cn("whitespace-nowrap", wideScreenClass)}>
                  {message.address ?? <NoValue>Unknown</NoValue>}
                </TableCell>
                <TableCell inside="Size" className={cn("whitespace-nowrap", wideScreenClass)}>
                  {formatBytes(message.size)}
                  {message.truncated && (
                    <span className="block text-xs text-muted-foreground">truncated</span>
                  )}
                </TableCell>
                {hasActions && (
                  <TableCell inside="" className="text-right max-sm:ml-auto print:hidden">
                    {canTake(message.state) && <MessageActions message={message} eventTypes={eventTypes} />}
                  </TableCell>
                )}
              </TableRow>
            ),
          }))}
        />
      </Table>
    </ScrollArea>
  );
}

// Beside the result, there is no room for its buttons and these facts; the page of the message has both.
const wideScreenClass = "sm:max-md:not-print:hidden";

/** Whether a person can take messages in this state. */
export function canTake(state: MessageView["state"]): boolean {
  return state === "unmapped" || state === "unverified";
}

/** The event that a message became or repeats, or why it became none. Nothing while it waits. */
export function MessageResult({
  message: { state, eventId, reason },
  canOpenEvents,
}: {
  message: MessageView;
  canOpenEvents: boolean;
}) {
  if (reason) return reason;
  if (eventId === null) return null;
  return (
    <TextLink alone href={canOpenEvents ? eventHref(eventId) : undefined}>
      {state === "duplicate" ? "Repeats an event" : "Event"} …{eventId.slice(-6)}
    </TextLink>
  );
}
