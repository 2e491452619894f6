"use client";

import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
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
    if (refusal) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusal]);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await send().catch(noAnswer);
      setRefusal(answer.ok ? null : { ...answer });
      if (answer.ok) onDone(answer);
    });
  }
  return { form, onSubmit, pending, refusal, errors: refusal?.errors ?? {} };
}
