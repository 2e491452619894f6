"use client";

import { Plus, X } from "lucide-react";
import { useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { findSettingError } from "../../webhooks/form/setting-errors";
import type { SourceFormPart } from "./source-form-part";
import type { EventTypeRow } from "./source-values";

/** Rows of a name that the system has for an event type, and the event type of the catalog that it becomes. */
export function EventTypeRows({
  values: { eventTypes: rows },
  errors,
  change,
  eventTypes,
}: SourceFormPart & { eventTypes: readonly { name: string; title: string }[] }) {
  const id = useId();
  const addButton = useRef<HTMLButtonElement>(null);
  const edit = (row: number, changed: Partial<EventTypeRow>) =>
    change({ eventTypes: rows.map((entry) => (entry.row === row ? { ...entry, ...changed } : entry)) });
  const remove = (row: number) => {
    change({ eventTypes: rows.filter((entry) => entry.row !== row) });
    addButton.current?.focus();
  };
  const nextRow = Math.max(-1, ...rows.map(({ row }) => row)) + 1;
  const errorOfAll = errors["mapping.eventTypes"];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">Event types</legend>
      <p className="text-xs text-muted-foreground">
        For names that the event catalog does not have: the system's name, and the event type that it becomes.
      </p>
      <datalist id={`${id}-types`}>
        {eventTypes.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </datalist>
      {rows.map(({ row, systemName, eventType }) => {
        const error = systemName && findSettingError(errors, `mapping.eventTypes.${systemName.trim()}`);
        const invalid = {
          "aria-invalid": error ? true : undefined,
          "aria-describedby": error ? `${id}-${row}` : undefined,
        };
        return (
          <div key={row} className="grid gap-1">
            <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
              <Input
                aria-label="Name in the system"
                placeholder="Name in the system"
                autoComplete="off"
                spellCheck={false}
                className="font-mono text-[0.8125rem]"
                value={systemName}
                onChange={(event) => edit(row, { systemName: event.target.value })}
                {...invalid}
              />
              <Input
                aria-label={systemName ? `Event type for ${systemName}` : "Event type"}
                placeholder="Event type"
                autoComplete="off"
                spellCheck={false}
                list={`${id}-types`}
                className="col-start-1 font-mono text-[0.8125rem] sm:col-start-auto"
                value={eventType}
                onChange={(event) => edit(row, { eventType: event.target.value })}
                {...invalid}
              />
              <Button
                variant="ghost"
                size="icon"
                className="col-start-2 row-start-1 sm:col-start-auto sm:row-start-auto"
                aria-label={systemName ? `Remove ${systemName}` : "Remove event type"}
                onClick={() => remove(row)}
              >
                <X aria-hidden />
              </Button>
            </div>
            <FieldError id={`${id}-${row}`}>{error}</FieldError>
          </div>
        );
      })}
      <FieldError>{errorOfAll}</FieldError>
      <Button
        ref={addButton}
        variant="outline"
        size="sm"
        className="w-fit"
        onClick={() => change({ eventTypes: [...rows, { row: nextRow, systemName: "", eventType: "" }] })}
      >
        <Plus aria-hidden />
        Add event type
      </Button>
    </fieldset>
  );
}
