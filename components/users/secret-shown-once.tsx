"use client";

import { useEffect, useRef } from "react";
import { CopyButton } from "@/components/domain/copy-button";

/** A secret that is shown only once. It gets the focus, so that screen readers announce it. */
export function SecretShownOnce({ label, value }: { label: string; value: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="grid gap-1.5 rounded-md outline-none">
      <p className="text-sm font-medium">{label}</p>
      <div className="flex items-center gap-1.5">
        <code className="min-w-0 flex-1 rounded-md border bg-muted px-2.5 py-2 font-mono text-[0.8125rem] select-all wrap-anywhere">
          {value}
        </code>
        <CopyButton value={value} label={label.toLowerCase()} variant="outline" />
      </div>
    </div>
  );
}
