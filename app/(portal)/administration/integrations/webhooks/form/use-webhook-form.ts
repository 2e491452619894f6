"use client";

import { useCallback, useState } from "react";
import { type FieldErrors, reject } from "@/components/form/action-result";
import { useSubmit } from "@/components/form/use-submit";
import type { SaveResult } from "../actions";
import { omitDroppedSecrets } from "./dropped-secrets";
import { findDuplicateHeader } from "./duplicate-header";
import { type FormValues, toUpdateInput } from "./form-values";
import { toSavedValues } from "./saved-values";

/** The props of each part of the form: the values, their errors, and a function that changes some values. */
export interface FormPartProps {
  values: FormValues;
  errors: FieldErrors;
  /** Stable across renders. */
  change: (changed: Partial<FormValues> | ((current: FormValues) => Partial<FormValues>)) => void;
}

/**
 * The state of the form: the typed values, the saved values, and why saving was rejected.
 * @param save saves the values.
 * @param onSaved runs after success, with the values that were saved.
 */
export function useWebhookForm(
  initial: FormValues,
  save: (values: FormValues, saved: FormValues) => Promise<SaveResult>,
  onSaved: (result: Extract<SaveResult, { ok: true }>, values: FormValues) => void,
) {
  const [values, setValues] = useState(initial);
  const [saved, setSaved] = useState(initial);
  const change: FormPartProps["change"] = useCallback(
    (changed) =>
      setValues((current) => ({
        ...current,
        ...(typeof changed === "function" ? changed(current) : changed),
      })),
    [],
  );

  // The webhook's state also changes outside the form: by the banner's buttons, and when failed deliveries pause it.
  const { state } = initial;
  const [knownState, setKnownState] = useState(state);
  if (state !== knownState) {
    setKnownState(state);
    setSaved({ ...saved, state });
    setValues({ ...values, state });
  }

  const submit = useSubmit(
    async () => rejectDuplicateHeader(values) ?? save(values, saved),
    (result) => {
      const savedValues = toSavedValues(omitDroppedSecrets(values, saved));
      setSaved(savedValues);
      // Values that were typed during the save are kept.
      setValues((typed) => (typed === values ? savedValues : typed));
      onSaved(result, values);
    },
  );
  const dirty = values.key !== saved.key || Object.keys(toUpdateInput(values, saved)).length > 0;
  return { ...submit, values, saved, change, dirty };
}

function rejectDuplicateHeader(values: FormValues) {
  const name = findDuplicateHeader(values);
  if (name === undefined) return null;
  const message = `The header "${name}" is listed more than once.`;
  return reject("Not saved. Check the marked fields.", { [`headers.${name}`]: message });
}
