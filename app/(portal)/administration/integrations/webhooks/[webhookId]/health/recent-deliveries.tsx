import Link from "next/link";
import { RowLink } from "@/components/domain/row-link";
import { ScrollArea } from "@/components/domain/scroll-area";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { deliveryHref, historyHref } from "@/components/history/history-href";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { listDeliveries } from "@/lib/deliveries/queries";
import type { Scope } from "@/lib/scope/scope";

/** The latest deliveries of a webhook, with a link to all of them. */
export async function RecentDeliveries({ scope, webhookId }: { scope: Scope; webhookId: string }) {
  const { items } = await listDeliveries(scope, { webhookId, limit: 8 });
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle>
          <h2>Recent deliveries</h2>
        </CardTitle>
        {items.length > 0 && (
          <Button variant="outline" size="sm" asChild>
            <Link href={historyHref("/deliveries", { webhookId })}>All deliveries of this webhook</Link>
          </Button>
        )}
      </CardHeader>
      {items.length === 0 ? (
        <CardContent className="text-muted-foreground">
          No deliveries yet. Simulate an event to send one.
        </CardContent>
      ) : (
        <ScrollArea label="Recent deliveries" className="rounded-[inherit]">
          <Table cards>
            <TableCaption>Recent deliveries</TableCaption>
            <TableHeader>
              <TableRow>
                {["State", "Event", "Created", "Entity", "Response"].map((column) => (
                  <TableHead key={column}>{column}</TableHead>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {items.map((item) => (
                <TableRow key={item.traceId}>
                  <TableCell>
                    <DeliveryStateBadge state={item.state} attemptCount={item.attemptCount} />
                  </TableCell>
                  <TableHead scope="row">
                    <RowLink href={deliveryHref(item.traceId)}>{item.eventTitle}</RowLink>{" "}
                    {item.simulated && <span className="block text-xs">simulated</span>}
                  </TableHead>
                  <TableCell>
                    <Time iso={item.createdAt} />
                  </TableCell>
                  <TableCell inside="" className="wrap-anywhere">
                    {item.entityType} {item.entityId}
                  </TableCell>
                  <TableCell inside="Response">{item.lastResponseCode ?? "none"}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </ScrollArea>
      )}
    </Card>
  );
}
