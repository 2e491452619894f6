import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { listHref } from "@/components/cursor-list/list-query";
import { PrintNote } from "@/components/domain/print-note";
import { LiveWatch } from "@/components/live/live-watch";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardContent } from "@/components/ui/card";
import { can } from "@/lib/scope/scope";
import { findMessage } from "@/lib/sources/list-messages";
import { computeRevision } from "../../../../../../live/compute-revision";
import { sourceCrumbs } from "../../../../crumbs";
import { loadEventTypeNames } from "../../../form/load-event-type-names";
import { sourceHref } from "../../../source-href";
import { loadSource } from "../../load-source";
import { MessageActions } from "../../message-actions";
import { canTake } from "../../message-table";
import { MessageBody } from "./message-body";
import { MessageFacts } from "./message-facts";

interface Props {
  params: Promise<{ sourceId: string; messageId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Message …${(await params).messageId.slice(-6)}` };
}

/** One message as it came: its outcome, headers and body. */
export default async function MessagePage({ params }: Props) {
  const { sourceId, messageId } = await params;
  const { scope, source } = await loadSource(sourceId);
  const message = await findMessage(scope, sourceId, messageId);
  if (!message) notFound();
  const takeable = canTake(message.state) && can(scope, "sources:write");
  return (
    <>
      <PageHeader
        title={`Message …${message.id.slice(-6)}`}
        crumbs={[...sourceCrumbs, { label: source.name, href: sourceHref(source.id) }]}
      >
        {takeable && <MessageActions message={message} eventTypes={await loadEventTypeNames(scope)} />}
      </PageHeader>
      <div className="grid grid-cols-1 gap-4">
        <PrintNote />
        <LiveWatch
          watch={listHref("sources", { sourceId: source.id, messageId: message.id })}
          revision={computeRevision(message)}
        />
        {message.state === "waiting" && (
          <p role="status" className="text-muted-foreground print:hidden">
            Waiting to become an event.
          </p>
        )}
        <Card>
          <CardContent>
            <MessageFacts message={message} canOpenEvents={can(scope, "deliveries:read")} />
          </CardContent>
        </Card>
        <MessageBody scope={scope} message={message} />
      </div>
    </>
  );
}
