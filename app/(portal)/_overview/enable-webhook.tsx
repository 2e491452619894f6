"use client";

import { useTransition } from "react";
import { toast } from "sonner";
import { formatHeldCount } from "@/components/domain/format-number";
import { rejectMissingResponse } from "@/components/form/action-result";
import { Button } from "@/components/ui/button";
import { updateWebhookAction } from "../administration/integrations/webhooks/actions";

/** For users who cannot resend: enables a paused webhook and releases its held deliveries at once, without a test or a job. */
export function EnableWebhook({ id, name, held }: { id: string; name: string; held: number }) {
  const [enabling, startEnabling] = useTransition();
  const enable = () => {
    if (enabling) return;
    startEnabling(async () => {
      const result = await updateWebhookAction(id, { state: "enabled", heldDeliveries: "deliver" }).catch(
        rejectMissingResponse,
      );
      if (!result.ok) return void toast.error(result.message);
      const { released } = result;
      toast.success(`“${name}” is enabled.`, {
        description:
          released > 0 ? `Released: ${formatHeldCount(released)}.` : "There were no held deliveries.",
      });
    });
  };
  return (
    <Button aria-disabled={enabling} onClick={enable}>
      {held > 0 ? `Enable and release ${held.toLocaleString("en")}` : "Enable"}
      <span className="sr-only"> for {name}</span>
    </Button>
  );
}
