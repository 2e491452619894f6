"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { updateProfileAction } from "./actions";

export function ProfileForm(saved: { name: string; timeZone: string | null; zones: string[] }) {
  const [name, setName] = useState(saved.name);
  const [timeZone, setTimeZone] = useState(saved.timeZone ?? "");
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => updateProfileAction({ name, timeZone: timeZone || null }),
    () => toast.success("Saved."),
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title="Profile">
        <Field label="Name" error={errors.name} className="max-w-md">
          <Input value={name} autoComplete="name" onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field
          label="Time zone"
          hint="The portal shows times in this zone. To show them in the lender's time zone or UTC, open the menu under your name."
          error={errors.timeZone}
          className="max-w-md"
        >
          <Select value={timeZone} onChange={(event) => setTimeZone(event.target.value)}>
            <option value="">Your browser's time zone</option>
            {saved.zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </Select>
        </Field>
        <FormMessage rejection={rejection} />
        <Button type="submit" className="w-fit" aria-disabled={pending}>
          {pending ? "Saving…" : "Save profile"}
        </Button>
      </Section>
    </form>
  );
}
