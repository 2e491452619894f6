import { type KeyFigure, KeyFigures } from "@/components/charts/key-figures";
import { simulatedNote } from "@/components/charts/outcome-notes";
import { formatDuration } from "@/components/domain/format-time";
import { Time } from "@/components/domain/time";
import { deliveryHref } from "@/components/history/history-href";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { currentTimeMs } from "@/lib/clock";
import type { Scope } from "@/lib/scope/scope";
import { countOpenDeliveries } from "@/lib/statistics/overview";

/** Shows how many deliveries are open, however old: pending, being sent and held. */
export async function OpenDeliveriesCard({ scope }: { scope: Scope }) {
  const { pending, delivering, held, oldest } = await countOpenDeliveries(scope);
  const linkToList = (state: string, count: number) =>
    count > 0 ? { href: `/deliveries?state=${state}` } : {};
  const figures: KeyFigure[] = [
    {
      label: "Pending",
      value: formatCount(pending),
      note: describePending(pending, delivering),
      ...linkToList("pending", pending),
    },
    {
      label: "Held",
      value: formatCount(held),
      note: held === 0 ? "no held deliveries" : "until released or discarded",
      ...linkToList("held", held),
    },
    oldest
      ? {
          label: "Oldest undelivered",
          value: formatAge(oldest.since),
          note: (
            <>
              {oldest.state}, created <Time iso={oldest.since} />
            </>
          ),
          href: deliveryHref(oldest.traceId),
        }
      : { label: "Oldest undelivered", value: "None", note: "no pending or held deliveries" },
  ];
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Pending and held now</h2>
        </CardTitle>
      </CardHeader>
      <KeyFigures className="rounded-t-none border-b" figures={figures} />
      <p className="px-4 py-2 text-xs text-muted-foreground sm:px-5">{simulatedNote}</p>
    </Card>
  );
}

const formatCount = (count: number) => count.toLocaleString("en");

/** The time since then, in its two largest units: "3 h 12 min". */
function formatAge(since: string): string {
  const seconds = Math.max(0, Math.floor((currentTimeMs() - Date.parse(since)) / 1_000));
  return formatDuration(seconds).split(" ").slice(0, 4).join(" ");
}

function describePending(pending: number, delivering: number): string {
  if (delivering === 0) return pending === 0 ? "no pending deliveries" : "due now or waiting for a retry";
  const deliveringCount = formatCount(delivering);
  return pending === 0
    ? `${deliveringCount} being sent`
    : `due now or waiting for a retry; ${deliveringCount} more being sent`;
}
