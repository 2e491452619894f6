import { RecoverButton } from "@/components/jobs/recover-button";
import { can, type Scope } from "@/lib/scope/scope";
import { startJobAction } from "./actions";
import { countRecoverableAction } from "./count-recoverable-action";

/** The button "Recover…" for one webhook or for all webhooks; null for users who cannot resend. */
export function Recover({ scope, webhook }: { scope: Scope; webhook?: { id: string; name: string } }) {
  if (!can(scope, "deliveries:resend")) return null;
  return (
    <RecoverButton
      {...(webhook && { webhook: { id: webhook.id, name: webhook.name } })}
      count={countRecoverableAction}
      start={startJobAction}
    />
  );
}
