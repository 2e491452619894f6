"use client";

import { RefreshCw } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { randomPassword } from "./random-password";

/** A password for somebody else, to type, draw anew or copy: shown, since it has to be handed over. */
export function PasswordInput({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (password: string) => void;
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
          aria-label="Draw another random password"
          onClick={() => onChange(randomPassword())}
        >
          <RefreshCw aria-hidden />
        </Button>
        <CopyButton value={value} label="password" variant="outline" />
      </div>
      <p id={`${id}-hint`} className="text-xs text-muted-foreground">
        Random; or type one of at least 10 characters. Hand it over yourself: it is not sent, and cannot be
        read again.
      </p>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
