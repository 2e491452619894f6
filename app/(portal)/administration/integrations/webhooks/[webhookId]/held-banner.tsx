"use client";

import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { Time } from "@/components/domain/time";
import { useAction } from "@/components/form/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { HeldChoice, WebhookView } from "@/lib/webhooks/schema";
import { updateWebhookAction } from "../actions";

const dones: Record<HeldChoice, string> = {
  deliver: "Enabled. The held deliveries were released.",
  discard: "Enabled. The held deliveries were discarded.",
  keep: "Enabled.",
};

/** For a webhook that is Paused or has held deliveries: since when, why, how many, and both ways out of it. */
export function HeldBanner({ webhook }: { webhook: WebhookView }) {
  const { id, state, stateReason, stateChangedAt, heldDeliveries } = webhook;
  const [changing, act] = useAction();
  if (state !== "paused" && heldDeliveries === 0) return null;

  const enable = (choice: HeldChoice) =>
    act(() => updateWebhookAction(id, { state: "enabled", heldDeliveries: choice }), dones[choice]);
  const count = heldDeliveries.toLocaleString("en");
  const verb = (word: string) =>
    state === "enabled" ? `${word[0]?.toUpperCase()}${word.slice(1)}` : `Enable and ${word}`;
  return (
    <Alert
      variant="warning"
      className="mb-5"
      title={
        state === "paused" ? "Paused" : `${count} held ${heldDeliveries === 1 ? "delivery" : "deliveries"}`
      }
    >
      <p>
        {state === "paused" && (
          <>
            Since <Time iso={stateChangedAt} />. {stateReason}{" "}
          </>
        )}
        {count} {heldDeliveries === 1 ? "delivery waits" : "deliveries wait"}; nothing is lost.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {heldDeliveries === 0 ? (
          <Button aria-disabled={changing} onClick={() => enable("deliver")}>
            Enable
          </Button>
        ) : (
          <>
            <Button aria-disabled={changing} onClick={() => enable("deliver")}>
              {verb("release")} {count}
            </Button>
            <ConfirmDialog
              trigger={<Button variant="outline">{`${verb("discard")} ${count}…`}</Button>}
              title={`Discard ${count} held deliveries?`}
              description="They stay in the history as discarded and are not sent by themselves any more."
              confirm={`Discard ${count}`}
              onConfirm={() => enable("discard")}
            />
          </>
        )}
      </div>
    </Alert>
  );
}
