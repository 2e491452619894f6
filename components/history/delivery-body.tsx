import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { deliveryBodyHref } from "./history-href";
import type { PayloadPreview } from "./payload-preview";
import { PayloadSection } from "./payload-section";

/** The bytes that every attempt of a delivery sends, also of one that was never attempted. */
export function DeliveryBody({ traceId, payload }: { traceId: string; payload: PayloadPreview | null }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Body</h2>
        </CardTitle>
      </CardHeader>
      <CardContent>
        <PayloadSection
          href={deliveryBodyHref(traceId)}
          which="request"
          payload={payload}
          missing="No longer kept: its retention time is over. It cannot be sent again."
        />
      </CardContent>
    </Card>
  );
}
