"use client";

import { Check, Copy } from "lucide-react";
import { type ComponentProps, useEffect, useState } from "react";
import { toast } from "sonner";
import { Button } from "../ui/button";

/** Copies `value`. `label` says what it is ("trace ID"); it is only seen when `showLabel`. */
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
      // No clipboard without https or permission: the text can still be selected by hand.
      toast.error(`The browser did not let us copy the ${label}. Select it and copy it by hand.`);
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
