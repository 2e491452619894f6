"use client";

import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { WebhookView } from "@/lib/webhooks/schema";
import { OverlapCountdown } from "./overlap-countdown";
import { RevealKeyDialog } from "./reveal-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

/** The key of a saved webhook: masked; it comes into the browser only when a person asks for it. */
export function SavedKey({ webhook }: { webhook: WebhookView }) {
  const { id, previousKeysValidUntil } = webhook;
  return (
    <div className="grid gap-1.5">
      <Label htmlFor="saved-key">Key</Label>
      <div className="flex flex-wrap gap-1.5">
        <Input
          id="saved-key"
          readOnly
          value="••••••••••••••••"
          aria-describedby="saved-key-hint"
          className="w-44 font-mono"
        />
        <RevealKeyDialog webhookId={id} />
        <RotateKeyDialog webhook={webhook} />
      </div>
      <p id="saved-key-hint" className="text-xs text-muted-foreground">
        Encrypted. Reading it takes your password and is written to the audit trail.
      </p>
      {previousKeysValidUntil.length > 0 && (
        <p className="text-xs text-muted-foreground">
          <OverlapCountdown ends={previousKeysValidUntil} />
        </p>
      )}
    </div>
  );
}
