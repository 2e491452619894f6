import { TableHead, TableHeader } from "@/components/ui/table";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import { stickyClass } from "./delivery-cells";
import { DeliveryGroup, type GroupContext } from "./delivery-group";
import { FreshGroup } from "./fresh-rows";
import { ScrollArea } from "./scroll-area";

/** The attempts of deliveries, grouped by trace; with `showEntity` also what each is about. */
export function HistoryTable({
  caption,
  deliveries,
  ...context
}: GroupContext & { caption: string; deliveries: readonly DeliveryWithAttempts[] }) {
  const columns = ["ID", "Trace ID", "Event Title", ...(context.showEntity ? ["Entity"] : []), ...more];
  return (
    <ScrollArea label={`${caption}, scrolls sideways`} className="@container rounded-lg border bg-card">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <TableHeader>
          <tr className="border-b">
            {columns.map((column) => (
              <TableHead
                key={column}
                className="px-1.5 first:pl-3 sm:px-1.5 sm:first:pl-3 print:whitespace-normal"
              >
                {column}
              </TableHead>
            ))}
            <TableHead className={`${stickyClass} bg-muted print:hidden`}>
              <span className="sr-only">Resend and details</span>
            </TableHead>
          </tr>
        </TableHeader>
        {deliveries.map((delivery) => (
          <FreshGroup key={delivery.traceId} traceId={delivery.traceId}>
            <DeliveryGroup delivery={delivery} columnCount={columns.length + 1} {...context} />
          </FreshGroup>
        ))}
      </table>
    </ScrollArea>
  );
}

const more = ["Webhook", "Response Code", "Time Stamp", "# Attempt", "Status"];
