import { type KeyFigure, KeyFigures } from "@/components/charts/key-figures";
import { Time } from "@/components/domain/time";
import { deliveryHref } from "@/components/history/history-href";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import type { Scope } from "@/lib/scope/scope";
import { countOpenDeliveries } from "@/lib/statistics/overview";

/** Deliveries that are not delivered yet, however old. */
export async function OpenDeliveriesCard({ scope }: { scope: Scope }) {
  const { pending, held, oldest } = await countOpenDeliveries(scope);
  const count = (number: number) => number.toLocaleString("en");
  const list = (state: string, number: number) => (number > 0 ? { href: `/deliveries?state=${state}` } : {});
  const figures: KeyFigure[] = [
    {
      label: "Pending",
      value: count(pending),
      note: pending === 0 ? "no pending deliveries" : "due now or waiting for a retry",
      ...list("pending", pending),
    },
    {
      label: "Held",
      value: count(held),
      note: held === 0 ? "no held deliveries" : "until released or discarded",
      ...list("held", held),
    },
    oldest
      ? {
          label: "Oldest waiting delivery",
          value: oldest.state === "held" ? "Held" : "Pending",
          note: (
            <>
              created <Time iso={oldest.since} />
            </>
          ),
          href: deliveryHref(oldest.traceId),
        }
      : { label: "Oldest waiting delivery", value: "None", note: "no pending or held deliveries" },
  ];
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Pending and held now</h2>
        </CardTitle>
      </CardHeader>
      <KeyFigures className="rounded-t-none" figures={figures} />
    </Card>
  );
}
