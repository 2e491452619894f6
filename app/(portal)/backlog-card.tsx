import { type Figure, Figures } from "@/components/charts/figures";
import { Time } from "@/components/domain/time";
import { deliveryHref } from "@/components/history/history-href";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import type { Scope } from "@/lib/scope/scope";
import { countBacklog } from "@/lib/statistics/overview";

/** What has not arrived yet, whatever its age. */
export async function BacklogCard({ scope }: { scope: Scope }) {
  const { pending, held, oldest } = await countBacklog(scope);
  const count = (number: number) => number.toLocaleString("en");
  const list = (state: string, number: number) => (number > 0 ? { href: `/deliveries?state=${state}` } : {});
  const figures: Figure[] = [
    {
      label: "Pending",
      value: count(pending),
      note: pending === 0 ? "all sent" : "sent at once, or retried later",
      ...list("pending", pending),
    },
    {
      label: "Held",
      value: count(held),
      note: held === 0 ? "nothing waits for a person" : "until a person enables the webhook",
      ...list("held", held),
    },
    oldest
      ? {
          label: "Oldest undelivered",
          value: oldest.state === "held" ? "Held" : "Pending",
          note: (
            <>
              made <Time iso={oldest.since} />
            </>
          ),
          href: deliveryHref(oldest.traceId),
        }
      : { label: "Oldest undelivered", value: "none", note: "everything has arrived or was given up" },
  ];
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Backlog now</h2>
        </CardTitle>
      </CardHeader>
      <Figures className="rounded-t-none" figures={figures} />
    </Card>
  );
}
