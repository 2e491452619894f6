"use client";

import { useEffect, useRef } from "react";
import { CopyButton } from "@/components/domain/copy-button";

/** A secret that is shown only once; `noun` names it ("new password"). It gets the focus, so that screen readers announce it. */
export function SecretShownOnce({ noun, value }: { noun: string; value: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="grid gap-1.5 rounded-md outline-none">
      <p className="text-sm font-medium">{`${noun.charAt(0).toUpperCase()}${noun.slice(1)}`}</p>
      <div className="flex items-center gap-1.5">
        <code className="min-w-0 flex-1 rounded-md border bg-muted px-2.5 py-2 font-mono text-[0.8125rem] select-all wrap-anywhere">
          {value}
        </code>
        <CopyButton value={value} label={noun} variant="outline" />
      </div>
    </div>
  );
}
