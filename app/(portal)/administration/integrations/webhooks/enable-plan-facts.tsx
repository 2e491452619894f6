"use client";

import { Fact } from "@/components/domain/fact";
import { formatDeliveryCount } from "@/components/domain/format-number";
import { formatDuration } from "@/components/domain/format-time";
import { ShortId } from "@/components/domain/short-id";
import { Time } from "@/components/domain/time";
import { deliveryHref } from "@/components/history/history-href";
import { Checkbox } from "@/components/ui/checkbox";
import type { EnablePlan } from "@/lib/recovery/schema";

/** What enabling a webhook sends: the test, the held deliveries and, if chosen, the failed ones. */
export function EnablePlanFacts({
  plan: { test, held, failed, oldestFailed, excluded, rate },
  resendFailed,
  onResendFailed,
}: {
  plan: EnablePlan;
  resendFailed: boolean;
  onResendFailed: (chosen: boolean) => void;
}) {
  const count = held + (resendFailed ? failed : 0);
  return (
    <dl className="grid gap-3">
      <Fact name="Test">
        {test ? (
          <>
            {test.state === "failed" ? "The delivery that paused the webhook" : "The oldest held delivery"}{" "}
            <ShortId id={test.traceId} label="trace ID" href={deliveryHref(test.traceId)} />, which is also
            counted below
          </>
        ) : (
          "There is no delivery to test the receiver with."
        )}
      </Fact>
      <Fact name="Held">{held === 0 ? "None" : `${formatDeliveryCount(held)} will be released.`}</Fact>
      <Fact name="Failed">
        {failed === 0 ? (
          "None"
        ) : (
          <>
            <label htmlFor="resend-failed" className="flex min-h-6 items-center gap-2 touch:min-h-11">
              <Checkbox id="resend-failed" checked={resendFailed} onCheckedChange={onResendFailed} />
              Resend {formatDeliveryCount(failed)} too
            </label>
            {oldestFailed && (
              <p className="text-xs text-muted-foreground">
                The oldest was accepted <Time iso={oldestFailed} />.
              </p>
            )}
          </>
        )}
        {excluded > 0 && (
          <p className="text-xs text-muted-foreground">
            {excluded.toLocaleString("en")} more cannot be resent, because the body was removed.
          </p>
        )}
      </Fact>
      {count > 0 && (
        <Fact name="Time needed">
          At least {formatDuration(Math.ceil(count / rate))}, at up to {rate} deliveries per second
        </Fact>
      )}
    </dl>
  );
}
