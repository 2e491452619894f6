"use client";

import { Plus, X } from "lucide-react";
import { useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { getSecretPlaceholder } from "./dropped-secrets";
import type { HeaderRow } from "./form-values";
import type { FormPartProps } from "./use-webhook-form";

/** Headers that are sent with every request. Values are write-only: a saved value can be replaced or removed, but not read. */
export function HeaderFields({
  values: { headers },
  errors,
  change,
  receiverChanged,
}: FormPartProps & { receiverChanged: boolean }) {
  const id = useId();
  const addButton = useRef<HTMLButtonElement>(null);
  const edit = (row: number, changed: Partial<HeaderRow>) =>
    change({ headers: headers.map((header) => (header.row === row ? { ...header, ...changed } : header)) });
  const remove = (row: number) => {
    change({ headers: headers.filter((header) => header.row !== row) });
    addButton.current?.focus();
  };
  const nextRow = Math.max(-1, ...headers.map(({ row }) => row)) + 1;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">Custom headers</legend>
      <p className="text-xs text-muted-foreground">
        Sent with every request. Values are stored encrypted and cannot be shown again.
      </p>
      {headers.map(({ row, name, value, hasSavedValue }) => {
        const error = errors[`headers.${name.trim()}`];
        return (
          <div key={row} className="grid gap-1">
            <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
              <Input
                aria-label="Header name"
                placeholder="Name"
                autoComplete="off"
                spellCheck={false}
                readOnly={hasSavedValue}
                className="font-mono text-[0.8125rem]"
                value={name}
                aria-invalid={error ? true : undefined}
                aria-describedby={error ? `${id}-${row}` : undefined}
                onChange={(event) => edit(row, { name: event.target.value })}
              />
              <Input
                aria-label={name ? `Value of ${name}` : "Header value"}
                placeholder={hasSavedValue ? getSecretPlaceholder(receiverChanged) : "Value"}
                autoComplete="off"
                spellCheck={false}
                className="col-start-1 font-mono text-[0.8125rem] sm:col-start-auto"
                value={value}
                onChange={(event) => edit(row, { value: event.target.value })}
              />
              <Button
                variant="ghost"
                size="icon"
                className="col-start-2 row-start-1 sm:col-start-auto sm:row-start-auto"
                aria-label={name ? `Remove header ${name}` : "Remove header"}
                onClick={() => remove(row)}
              >
                <X aria-hidden />
              </Button>
            </div>
            <FieldError id={`${id}-${row}`}>{error}</FieldError>
          </div>
        );
      })}
      <Button
        ref={addButton}
        variant="outline"
        size="sm"
        className="w-fit"
        onClick={() =>
          change({ headers: [...headers, { row: nextRow, name: "", value: "", hasSavedValue: false }] })
        }
      >
        <Plus aria-hidden />
        Add header
      </Button>
    </fieldset>
  );
}
