"use client";

import { startTransition, useCallback, useEffect, useRef, useState, useTransition } from "react";
import { type FieldErrors, type Rejection, reject } from "@/components/form/action-result";
import type { SaveResult } from "../actions";
import { signInFields } from "./authentication-values";
import { withoutLeftBehind } from "./dropped-secrets";
import { type FormValues, headerGivenTwice, updateInput } from "./form-values";

/**
 * The state of the form: what is typed, what was saved last, why saving was rejected. After a rejection the first wrong
 * field has the focus.
 * @param send saves the values; resolves with the use case's answer.
 * @param onSaved runs after success.
 */
export function useWebhookForm(
  initial: FormValues,
  send: (values: FormValues, saved: FormValues) => Promise<SaveResult>,
  onSaved: (saved: Extract<SaveResult, { ok: true }>) => void,
) {
  const [values, setValues] = useState(initial);
  const [saved, setSaved] = useState(initial);
  const [rejection, setRejection] = useState<Rejection | null>(null);
  const [saving, startSaving] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const change: FieldProps["change"] = useCallback(
    (changed) =>
      setValues((now) => ({ ...now, ...(typeof changed === "function" ? changed(now) : changed) })),
    [],
  );

  // The state also changes beside the form: by its own buttons, and by the engine.
  const { state } = initial;
  const [knownState, setKnownState] = useState(state);
  if (state !== knownState) {
    setKnownState(state);
    setSaved({ ...saved, state });
    setValues({ ...values, state });
  }

  useEffect(() => {
    if (!rejection) return;
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    (wrong ?? form.current?.querySelector<HTMLElement>("[role=alert]"))?.focus();
  }, [rejection]);

  function save() {
    if (saving) return;
    const twice = headerGivenTwice(values);
    if (twice !== undefined) {
      const message = `The header "${twice}" is given twice.`;
      return setRejection(reject("Not saved. Check the marked fields.", { [`headers.${twice}`]: message }));
    }
    startSaving(async () => {
      const answer = await send(values, saved).catch(() =>
        reject("Not saved: the server did not respond as expected. Try again."),
      );
      // With the end of the transition, not before: who reads the rejection can save again.
      if (!answer.ok) return startTransition(() => setRejection({ ...answer }));
      const now = afterSaving(withoutLeftBehind(values, saved));
      setRejection(null);
      setSaved(now);
      // What was typed in the meantime stays.
      setValues((typed) => (typed === values ? now : typed));
      onSaved(answer);
    });
  }

  const dirty = values.key !== saved.key || Object.keys(updateInput(values, saved)).length > 0;
  return { form, values, saved, change, rejection, markFields: setRejection, save, saving, dirty };
}

/** The saved headers and the way to sign in have their names and no value that could be read. */
function afterSaving(values: FormValues): FormValues {
  const headers = values.headers
    .filter(({ saved, name }) => saved || name.trim() !== "")
    .map((header) => ({ ...header, name: header.name.trim(), value: "", saved: true }));
  const { kind, fields } = values.signIn;
  const secrets = kind === "none" ? [] : signInFields[kind].filter(({ secret }) => secret);
  const signIn = {
    kind,
    savedKind: kind === "none" ? null : kind,
    fields: { ...fields, ...Object.fromEntries(secrets.map(({ name }) => [name, ""])) },
  };
  return { ...values, headers, signIn };
}

/** What each part of the form gets: the values, what is wrong with them, and how to change some. */
export interface FieldProps {
  values: FormValues;
  errors: FieldErrors;
  /** The same function at every render. */
  change: (changed: Partial<FormValues> | ((now: FormValues) => Partial<FormValues>)) => void;
}
