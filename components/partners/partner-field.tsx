"use client";

import { useState, useTransition } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PartnerChoices } from "@/lib/partners/schema";

/**
 * Whom something is made for: the lender or one of its partners. Nothing where there are no partners. When they are
 * too many for one list, a text above it finds them by name.
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
  /** Those whose name has the text in it. */
  find: (text: string) => Promise<PartnerChoices | null>;
  /** "" for the lender itself. */
  value: string;
  hint: string;
  error: string | undefined;
  onChange: (partnerId: string) => void;
}) {
  const [{ choices, more }, setOffered] = useState(partners);
  const [chosen, setChosen] = useState(() => partners.choices.find(({ id }) => id === value));
  const [finding, startFinding] = useTransition();
  if (partners.choices.length === 0) return null;
  const options = chosen && !choices.some(({ id }) => id === chosen.id) ? [chosen, ...choices] : choices;
  const look = (text: string) =>
    startFinding(async () => {
      const found = await find(text);
      if (found) setOffered(found);
    });
  return (
    <div className="grid max-w-md gap-3">
      {partners.more && (
        <Field label="Find a partner" hint={foundText(choices.length, more)}>
          <Input
            type="search"
            autoComplete="off"
            aria-busy={finding}
            placeholder="A part of the name"
            onChange={(event) => look(event.target.value)}
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
          <option value="">None: the lender itself</option>
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

function foundText(count: number, more: boolean): string {
  if (more) return `The first ${count} are offered below.`;
  return count === 1 ? "1 is offered below." : `${count} are offered below.`;
}
