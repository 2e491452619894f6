import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { DeliveryStateBadge } from "@/components/ui/state-badge";
import type { Scope } from "@/lib/access/scope";
import { deliveryStates } from "@/lib/deliveries/schema";
import { countDeliveries } from "@/lib/overview/queries";
import { CountList } from "./count-list";

const day = 24 * 60 * 60 * 1_000;

/** What became of the deliveries of the last 24 hours. */
export async function DeliveryOverview({ scope }: { scope: Scope }) {
  const since = new Date(Date.now() - day);
  const { retrying, ...counts } = await countDeliveries(scope, since);
  const from = encodeURIComponent(since.toISOString());
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Deliveries of the last 24 hours</h2>
        </CardTitle>
        <CardDescription>
          {retrying > 0
            ? `${retrying.toLocaleString("en")} of the pending ones have failed at least once and are being retried.`
            : "By the state they are in now."}
        </CardDescription>
      </CardHeader>
      <CountList
        label="Deliveries by state"
        counts={deliveryStates.map((state) => ({
          key: state,
          label: <DeliveryStateBadge state={state} />,
          count: counts[state],
          href: `/deliveries?state=${state}&from=${from}`,
        }))}
      />
    </Card>
  );
}
