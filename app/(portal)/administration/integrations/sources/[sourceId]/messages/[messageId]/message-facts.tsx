import { Fact } from "@/components/domain/fact";
import { Time } from "@/components/domain/time";
import type { MessageDetails } from "@/lib/sources/schema";
import { MessageStateBadge } from "../../message-state-badge";
import { MessageResult } from "../../message-table";

/** The facts of a message: its outcome, who sent it, and who took it. */
export function MessageFacts({
  message,
  canOpenEvents,
}: {
  message: MessageDetails;
  canOpenEvents: boolean;
}) {
  const { receivedAt, address, method, query, taken } = message;
  const given = [taken?.type && `event type ${taken.type}`, taken?.entityId && `entity ID ${taken.entityId}`];
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
      <Fact name="Result" className="sm:col-span-2">
        <MessageStateBadge {...message} />
        <MessageResult message={message} canOpenEvents={canOpenEvents} />
      </Fact>
      <Fact name="Received">
        <Time iso={receivedAt} absolute />
      </Fact>
      <Fact name="Sent from">{address ?? "Unknown"}</Fact>
      <Fact name="Method">{method}</Fact>
      {query && <Fact name="Query">{query}</Fact>}
      {taken && (
        <Fact name="Taken" className="sm:col-span-2">
          <Time iso={taken.at} /> by {taken.by}
          {given.some(Boolean) && `, with ${given.filter(Boolean).join(" and ")}`}
          {taken.reason && `. Reason: ${taken.reason}`}
        </Fact>
      )}
    </dl>
  );
}
