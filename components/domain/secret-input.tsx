"use client";

import { RefreshCw } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "../ui/button";
import { FieldError } from "../ui/field";
import { Input } from "../ui/input";
import { Label } from "../ui/label";
import { Tooltip, TooltipContent, TooltipTrigger } from "../ui/tooltip";
import { CopyButton } from "./copy-button";

/** An input for a new secret, with buttons that generate and copy it. The text is readable, because the user has to pass it on. */
export function SecretInput({
  label,
  noun,
  value,
  required = false,
  error,
  hint,
  generate,
  onChange,
}: {
  label: string;
  /** For the labels of the buttons: "key", "password". */
  noun: string;
  value: string;
  required?: boolean;
  error: string | undefined;
  hint: ReactNode;
  /** Returns a random secret. */
  generate: () => string | Promise<string>;
  onChange: (secret: string) => void;
}) {
  const id = useId();
  const generateLabel = `Generate a new ${noun}`;
  return (
    <div className="grid max-w-2xl content-start gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <div className="flex gap-1.5">
        <Input
          id={id}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-[0.8125rem]"
          value={value}
          aria-required={required || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
        />
        <Tooltip>
          <TooltipTrigger asChild>
            <Button
              variant="outline"
              size="icon"
              aria-label={generateLabel}
              onClick={async () => onChange(await generate())}
            >
              <RefreshCw aria-hidden />
            </Button>
          </TooltipTrigger>
          <TooltipContent>{generateLabel}</TooltipContent>
        </Tooltip>
        <CopyButton value={value} label={noun} variant="outline" />
      </div>
      <p id={`${id}-hint`} className="text-xs text-muted-foreground">
        {hint}
      </p>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
