"use client";

import { Check, Copy } from "lucide-react";
import { type ComponentProps, useEffect, useState } from "react";
import { toast } from "sonner";
import { Button } from "../ui/button";

/** Copies `value`. `label` names it ("trace ID") and is visible only with `showLabel`. */
export function CopyButton({
  value,
  label,
  showLabel = false,
  ...props
}: { value: string; label: string; showLabel?: boolean } & Omit<ComponentProps<typeof Button>, "value">) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // The browser allows access to the clipboard only over HTTPS and with permission.
      toast.error("The browser did not allow copying. Select the text and copy it manually.");
    }
  }

  const Icon = copied ? Check : Copy;
  return (
    <Button
      variant="ghost"
      size={showLabel ? "sm" : "icon"}
      aria-label={showLabel ? undefined : `Copy ${label}`}
      onClick={copy}
      {...props}
    >
      <Icon aria-hidden />
      {showLabel && `Copy ${label}`}
      <span aria-live="polite" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </Button>
  );
}
