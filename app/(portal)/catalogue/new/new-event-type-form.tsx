"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { createEventTypeAction } from "../actions";
import { ContentFields } from "../content-fields";
import { emptyContent, rejectUnparsable, type TypedContent } from "../typed-content";
import { validationWords } from "../validation-words";

const nothing = { name: "", title: "", description: "", entityType: "", validation: "off" };

const texts = [
  {
    field: "name",
    label: "Name",
    hint: "As it is sent: letters, digits, dots, hyphens and underscores, such as CreditLineRepriced.",
  },
  { field: "title", label: "Title", hint: "As people read it: Credit line repriced." },
  { field: "entityType", label: "Entity type", hint: "What it happens to, such as Loan or CreditLine." },
] as const;

export function NewEventTypeForm() {
  const router = useRouter();
  const [values, setValues] = useState(nothing);
  const [content, setContent] = useState<TypedContent>(emptyContent);
  const change = (changed: Partial<typeof nothing>) => setValues((now) => ({ ...now, ...changed }));
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    async () => rejectUnparsable(content) ?? createEventTypeAction(values, content),
    ({ name }) => router.push(`/catalogue/${encodeURIComponent(name)}`),
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title="What happens">
        {texts.map(({ field, label, hint }) => (
          <Field key={field} label={label} hint={hint} error={errors[field]} className="max-w-md">
            <Input
              value={values[field]}
              autoComplete="off"
              spellCheck={field === "title"}
              onChange={(event) => change({ [field]: event.target.value })}
            />
          </Field>
        ))}
        <Field label="Description" optional error={errors.description}>
          <Input
            value={values.description}
            autoComplete="off"
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <Field
          label="Validation of incoming events"
          hint={validationWords[values.validation as keyof typeof validationWords].hint}
          className="max-w-md"
        >
          <Select value={values.validation} onChange={(event) => change({ validation: event.target.value })}>
            {Object.entries(validationWords).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <ContentFields
          content={content}
          errors={errors}
          change={(changed) => setContent((now) => ({ ...now, ...changed }))}
        />
        <FormMessage rejection={rejection} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" aria-disabled={pending}>
            {pending ? "Creating…" : "Create event type"}
          </Button>
          <Button asChild variant="outline">
            <Link href="/catalogue">Cancel</Link>
          </Button>
        </div>
      </Section>
    </form>
  );
}
