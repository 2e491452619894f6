"use client";

import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Time } from "@/components/ui/time";
import type { WebhookView } from "@/lib/webhooks/schema";
import { RotateKeyDialog } from "./rotate-key-dialog";

/** The key of a saved webhook: there, but not to be read. */
export function SavedKey({ webhook }: { webhook: WebhookView }) {
  const { id, signatureHeader, previousKeyValidUntil } = webhook;
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
        <RotateKeyDialog webhookId={id} signatureHeader={signatureHeader} />
      </div>
      <p id="saved-key-hint" className="text-xs text-muted-foreground">
        Encrypted; it cannot be read again, only replaced.
      </p>
      {previousKeyValidUntil && (
        <p className="text-xs text-muted-foreground">
          The previous key signs too, in <code className="font-mono">{signatureHeader}-Previous</code>. It
          ends <Time iso={previousKeyValidUntil} />.
        </p>
      )}
    </div>
  );
}
