"use client";

import { RefreshCw } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { randomKey } from "./random-key";

/** A new key to type, draw anew or copy. */
export function KeyInput({
  label,
  value,
  error,
  hint,
  onChange,
}: {
  label: string;
  value: string;
  error: string | undefined;
  hint: ReactNode;
  onChange: (key: string) => void;
}) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <div className="flex gap-1.5">
        <Input
          id={id}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-[0.8125rem]"
          value={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button
          variant="outline"
          size="icon"
          aria-label="Draw another random key"
          onClick={() => onChange(randomKey())}
        >
          <RefreshCw aria-hidden />
        </Button>
        <CopyButton value={value} label="key" variant="outline" />
      </div>
      <p id={`${id}-hint`} className="text-xs text-muted-foreground">
        {hint}
      </p>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
