"use client";

import { useId, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Selects the context variables, in the order in which the user chooses them. If none is chosen, all variables are sent. */
export function VariablePicker({
  names,
  chosen,
  error,
  onChange,
}: {
  names: readonly string[];
  chosen: readonly string[];
  error: string | undefined;
  onChange: (chosen: string[]) => void;
}) {
  const id = useId();
  const [search, setSearch] = useState("");
  const all = [...names, ...chosen.filter((name) => !names.includes(name))];
  const matches = all.filter((name) => name.includes(search.trim().toLowerCase()));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">Context variables</legend>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Input
          type="search"
          aria-label="Search variables"
          placeholder="Search variables"
          className="min-w-48 flex-1"
          value={search}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => setSearch(event.target.value)}
          // Enter must not submit the form.
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
        <p aria-live="polite" className="text-xs text-muted-foreground">
          {chosen.length === 0
            ? "All variables are sent unless you choose some"
            : `${chosen.length} of ${all.length} chosen`}
        </p>
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
      <ul className="grid max-h-64 gap-x-6 overflow-y-auto rounded-md border px-3 py-1.5 sm:grid-cols-2">
        {matches.map((name) => (
          <li key={name}>
            <label htmlFor={`${id}-${name}`} className="flex min-h-7 gap-2 py-1 touch:min-h-11">
              <Checkbox
                id={`${id}-${name}`}
                className="mt-0.5"
                checked={chosen.includes(name)}
                onCheckedChange={(on) =>
                  onChange(on ? [...chosen, name] : chosen.filter((other) => other !== name))
                }
              />
              <span className="min-w-0 font-mono text-[0.8125rem] wrap-anywhere">{name}</span>
            </label>
          </li>
        ))}
        {matches.length === 0 && (
          <li className="py-2 text-muted-foreground">No variables match “{search}”.</li>
        )}
      </ul>
    </fieldset>
  );
}
