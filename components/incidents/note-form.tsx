"use client";

import { useState } from "react";
import type { ActionResult } from "@/components/form/action-result";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

/** A form for a text about an incident: a note, or why it is closed. */
export function NoteForm({
  label,
  submitLabel,
  submit,
  onDone,
}: {
  label: string;
  submitLabel: string;
  submit: (text: string) => Promise<ActionResult>;
  onDone?: () => void;
}) {
  const [text, setText] = useState("");
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => submit(text),
    () => {
      setText("");
      onDone?.();
    },
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="grid gap-3">
      <Field label={label} error={errors.text}>
        <Textarea
          rows={3}
          spellCheck
          required
          maxLength={2_000}
          className="font-sans"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <FormMessage rejection={rejection} />
      <div className="flex justify-end">
        <Button type="submit" aria-disabled={pending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
