import { ResendButton } from "@/components/history/attempt/resend-button";
import { previewResend } from "@/components/history/attempt/resend-preview";
import { SkipButton } from "@/components/history/attempt/skip-button";
import { proofHref } from "@/components/history/history-href";
import { Button } from "@/components/ui/button";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import { can, type Scope } from "@/lib/scope/scope";
import { resendAction } from "../resend-action";
import { skipAction } from "../skip-action";

/** What the user can do with a delivery: open its proof, resend it, or skip it so that the next delivery in order is sent. */
export function DeliveryActions({ scope, delivery }: { scope: Scope; delivery: DeliveryWithAttempts }) {
  const canResend = can(scope, "deliveries:resend");
  return (
    <>
      <Button asChild variant="outline">
        {/* Not a Link: Next would prefetch the proof, and opening a proof is audited. */}
        <a href={proofHref(delivery.traceId)}>Proof of delivery</a>
      </Button>
      {delivery.blocksOrder && canResend && <SkipButton traceId={delivery.traceId} action={skipAction} />}
      {delivery.attempts.length > 0 && canResend && (
        <ResendButton preview={previewResend(delivery)} action={resendAction} />
      )}
    </>
  );
}
