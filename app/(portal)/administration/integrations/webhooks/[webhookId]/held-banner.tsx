"use client";

import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { formatHeldCount } from "@/components/domain/format-number";
import { Time } from "@/components/domain/time";
import { useAction } from "@/components/form/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { HeldDeliveriesChoice, WebhookView } from "@/lib/webhooks/schema";
import { updateWebhookAction } from "../actions";
import { EnableDialog } from "../enable-dialog";

const successMessageByChoice: Record<HeldDeliveriesChoice, string> = {
  deliver: "The webhook is enabled. Any held deliveries were released.",
  discard: "The webhook is enabled. The held deliveries were discarded.",
  keep: "Enabled.",
};

/** Shows why a webhook is paused and how many deliveries are held, with buttons to enable it and to release or discard them. */
export function HeldBanner({ webhook, canResend }: { webhook: WebhookView; canResend: boolean }) {
  const { id, name, state, stateReason, stateChangedAt, heldDeliveries } = webhook;
  const [changing, run] = useAction();
  if (state !== "paused" && heldDeliveries === 0) return null;

  const enable = (choice: HeldDeliveriesChoice) =>
    run(
      () => updateWebhookAction(id, { state: "enabled", heldDeliveries: choice }),
      successMessageByChoice[choice],
    );
  const count = heldDeliveries.toLocaleString("en");
  const label = (verb: "Release" | "Discard") =>
    state === "enabled" ? verb : `Enable and ${verb.toLowerCase()}`;
  return (
    <Alert
      variant="warning"
      className="mb-5"
      title={state === "paused" ? "Paused" : formatHeldCount(heldDeliveries)}
    >
      <p>
        {state === "paused" && (
          <>
            Paused <Time iso={stateChangedAt} />. {stateReason}{" "}
          </>
        )}
        {count} {heldDeliveries === 1 ? "delivery is" : "deliveries are"} held.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {state === "paused" && canResend ? (
          <EnableDialog id={id} name={name} />
        ) : (
          <Button aria-disabled={changing} onClick={() => enable("deliver")}>
            {heldDeliveries === 0 ? "Enable" : `${label("Release")} ${count}`}
          </Button>
        )}
        {heldDeliveries > 0 && (
          <ConfirmDialog
            trigger={<Button variant="outline">{`${label("Discard")} ${count}…`}</Button>}
            title={`Discard ${formatHeldCount(heldDeliveries)}?`}
            description="Discarded deliveries stay in the history and are not sent."
            confirm={`${label("Discard")} ${count}`}
            onConfirm={() => enable("discard")}
          />
        )}
      </div>
    </Alert>
  );
}
