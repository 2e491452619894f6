"use client";

import { type FormEvent, startTransition, useEffect, useRef, useState, useTransition } from "react";
import { type Answer, noAnswer, type Refusal } from "./answer";

/**
 * A form that a server action answers. The first field that is not right gets the focus; sending twice at once is one
 * send. Put `form` and `onSubmit` on the form, `errors` beside its fields and `refusal` into a FormMessage.
 */
export function useSubmit<T extends object>(
  send: () => Promise<Answer<T>>,
  onDone: (answer: { ok: true } & T) => void,
) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const wrong = refusal && form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]");
    wrong?.focus();
    // Nobody sees what is wrong in a password: the next one replaces it.
    if (wrong?.type === "password") wrong.select();
  }, [refusal]);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    // A dialog's events bubble in React's tree: this one must not send the form that the dialog is opened from.
    event.stopPropagation();
    if (pending) return;
    start(async () => {
      const answer = await send().catch(noAnswer);
      // With the end of the transition, not before: who reads the refusal can send again.
      startTransition(() => setRefusal(answer.ok ? null : { ...answer }));
      if (answer.ok) onDone(answer);
    });
  }
  return { form, onSubmit, pending, refusal, errors: refusal?.errors ?? {} };
}
