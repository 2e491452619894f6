"use client";

import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Section } from "@/components/domain/section";
import { Button } from "@/components/ui/button";
import { forgetCreatedWebhook, recallCreatedKey } from "../created-webhook";
import type { TriggerSystem } from "../form/trigger-tree";
import { CopyableKey } from "./copyable-key";
import { SimulateEvent } from "./health/simulate-event";

/** What to do after a webhook was created: copy its key, simulate an event, verify the signature. Shown once, right after the form. */
export function CreatedGuide({
  webhookId,
  verification,
  tree,
  initialEventType,
}: {
  webhookId: string;
  /** What the receiver needs to verify signatures. */
  verification: "key" | "publicKey" | "none";
  tree: TriggerSystem[];
  initialEventType: string;
}) {
  const [key, setKey] = useState(() => recallCreatedKey(webhookId));
  const heading = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    heading.current?.focus();
    return forgetCreatedWebhook;
  }, []);
  if (key === null) return null;
  const close = () => {
    setKey(null);
    // The button that had the focus was removed with the guide.
    document.getElementById("content")?.focus();
  };
  return (
    <Section
      title={
        <span ref={heading} tabIndex={-1} className="outline-none">
          Webhook created: what to do next
        </span>
      }
    >
      <ol className="grid gap-5 lg:grid-cols-3">
        <Step title="1. Copy the key">
          <p className="text-muted-foreground">{keyHints[verification]}</p>
          <CopyableKey value={key} />
        </Step>
        <Step title="2. Simulate an event">
          <p className="text-muted-foreground">
            Sends a sample, signed and retried like a real event. The history marks it as simulated.
          </p>
          <SimulateEvent webhookId={webhookId} tree={tree} initialEventType={initialEventType} />
        </Step>
        <Step title="3. Verify the signature">
          <p className="text-muted-foreground">
            {verification === "none"
              ? "This webhook's deliveries are not signed, so there is nothing to verify."
              : "Code for your receiver in eight languages, and a check of a request that it got."}
          </p>
          {verification !== "none" && (
            <Button variant="outline" className="w-fit" asChild>
              <Link href={`/administration/integrations/webhooks/${webhookId}/verify`} prefetch={false}>
                Verify the signature
              </Link>
            </Button>
          )}
        </Step>
      </ol>
      <Button variant="outline" className="w-fit" onClick={close}>
        Done
      </Button>
    </Section>
  );
}

const keyHints = {
  key: "The receiver verifies signatures with it. It is shown only now: later, revealing it requires your password.",
  publicKey:
    "It signs requests. The receiver does not need it, only the public key (step 3). It is shown only now: later, revealing it requires your password.",
  none: "It is shown only now: later, revealing it requires your password.",
};

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="grid min-w-0 content-start gap-2">
      <h3 className="font-medium">{title}</h3>
      {children}
    </li>
  );
}
