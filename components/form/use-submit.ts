"use client";

import { type FormEvent, startTransition, useEffect, useRef, useState, useTransition } from "react";
import { type ActionResult, type FieldErrors, type Rejection, rejectMissingResponse } from "./action-result";

const noErrors: FieldErrors = {};

/**
 * Submits a form to a server action. After a rejection, the first invalid field gets the focus; if there is none, the form's alert
 * gets it, if the alert is focusable. Submitting again while a submit is pending does nothing. Put `form` and `onSubmit` on the form,
 * `errors` beside its fields and `rejection` into a FormMessage; CreateForm does all of this except showing `errors`.
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
    // A masked password cannot be corrected, so the text is selected: typing replaces it.
    if (invalid?.type === "password") invalid.select();
  }, [rejection]);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    // React events bubble from a dialog to the form that opened it. This event must not submit that form too.
    event.stopPropagation();
    if (pending) return;
    start(async () => {
      const result = await send().catch(rejectMissingResponse);
      // Part of the transition: `pending` ends when the rejection appears, so that the form can then be submitted again.
      startTransition(() => setRejection(result.ok ? null : { ...result }));
      if (result.ok) onDone(result);
    });
  }
  return { form, onSubmit, pending, rejection, setRejection, errors: rejection?.errors ?? noErrors };
}
