"use client";

import { useState, useTransition } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PartnerChoices } from "@/lib/partners/schema";

/**
 * Selects the tenant for which a form creates an object: the lender or one of its partners. Renders nothing if there are no partners.
 * If there are too many for one list, a search field above the list finds partners by name.
 */
export function PartnerField({
  partners,
  find,
  value,
  hint,
  error,
  onChange,
}: {
  partners: PartnerChoices;
  /** Returns the partners whose name contains the text. */
  find: (text: string) => Promise<PartnerChoices | null>;
  /** "" for the lender itself. */
  value: string;
  hint: string;
  error: string | undefined;
  onChange: (partnerId: string) => void;
}) {
  const [{ choices, more }, setOfferedPartners] = useState(partners);
  const [chosen, setChosen] = useState(() => partners.choices.find(({ id }) => id === value));
  const [finding, startFinding] = useTransition();
  if (partners.choices.length === 0) return null;
  const options = chosen && !choices.some(({ id }) => id === chosen.id) ? [chosen, ...choices] : choices;
  const search = (text: string) =>
    startFinding(async () => {
      const found = await find(text);
      if (found) setOfferedPartners(found);
    });
  return (
    <div className="grid max-w-md gap-3">
      {partners.more && (
        <Field label="Search partners" hint={formatMatchCount(choices.length, more)}>
          <Input
            type="search"
            autoComplete="off"
            aria-busy={finding}
            placeholder="Part of the name"
            onChange={(event) => search(event.target.value)}
          />
        </Field>
      )}
      <Field label="Partner" hint={hint} error={error}>
        <Select
          value={value}
          onChange={({ target }) => {
            setChosen(options.find(({ id }) => id === target.value));
            onChange(target.value);
          }}
        >
          <option value="">None (the lender)</option>
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

function formatMatchCount(count: number, more: boolean): string {
  if (more) return `Only the first ${count} matches are listed below.`;
  return count === 1 ? "1 match." : `${count} matches.`;
}
