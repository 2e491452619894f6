"use client";

import { type FormEvent, startTransition, useEffect, useRef, useState, useTransition } from "react";
import { type ActionResult, type FieldErrors, type Rejection, rejectMissingResponse } from "./action-result";

const noErrors: FieldErrors = {};

/**
 * A form that a server action handles. The first invalid field gets the focus; if there is none, the form's alert does, if it
 * is focusable. Submitting again while a submit is pending does nothing. Put `form` and `onSubmit` on the form, `errors`
 * beside its fields and `rejection` into a FormMessage; CreateForm does all but the fields.
 */
export function useSubmit<T extends object>(
  send: () => Promise<ActionResult<T>>,
  onDone: (result: { ok: true } & T) => void,
) {
  const [rejection, setRejection] = useState<Rejection | null>(null);
  const [pending, start] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!rejection) return;
    const invalid = form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]");
    (invalid ?? form.current?.querySelector<HTMLElement>("[role=alert]"))?.focus();
    // A password cannot be read to correct it: the next one replaces it.
    if (invalid?.type === "password") invalid.select();
  }, [rejection]);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    // A dialog's events bubble in React's tree: this one must not submit the form that the dialog was opened from.
    event.stopPropagation();
    if (pending) return;
    start(async () => {
      const result = await send().catch(rejectMissingResponse);
      // Set when the transition ends, so that the form can be submitted again as soon as the rejection is shown.
      startTransition(() => setRejection(result.ok ? null : { ...result }));
      if (result.ok) onDone(result);
    });
  }
  return { form, onSubmit, pending, rejection, setRejection, errors: rejection?.errors ?? noErrors };
}
