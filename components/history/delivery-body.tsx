import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { PayloadSection } from "./payload-section";
import type { ShownPayload } from "./shown-payload";

/** The bytes that every attempt of a delivery sends. `attemptId` is any of its attempts. */
export function DeliveryBody({ attemptId, payload }: { attemptId: string; payload: ShownPayload | null }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Body</h2>
        </CardTitle>
      </CardHeader>
      <CardContent>
        <PayloadSection
          attemptId={attemptId}
          which="request"
          payload={payload}
          missing="No longer kept: its retention time is over. It cannot be sent again."
        />
      </CardContent>
    </Card>
  );
}
