import { z } from "zod";
import type { Changes } from "../../dialects/dialect";

/** The languages of conditions; `clojure` is the language of LoanPro's formulas. */
export const conditionLanguages = ["cel", "clojure"] as const;
export type ConditionLanguage = (typeof conditionLanguages)[number];

const maxLength = 2_000;

/** The condition of a trigger. Whether the expression is valid in its language is checked later (check-condition.ts). */
export const conditionSchema = z.strictObject({
  expression: z
    .string()
    .min(1, "The condition is empty.")
    .max(maxLength, `A condition can have at most ${maxLength.toLocaleString("en")} characters.`),
  language: z.enum(conditionLanguages, 'The language must be "cel" or "clojure".'),
});
/** It must be a JSON value, because it is sent to threads. */
export type Condition = z.output<typeof conditionSchema>;

/** The parts of an event that a condition can read. */
export interface ConditionSubject {
  type: string;
  entityType: string;
  entityId: string;
  occurredAt: Date;
  data: unknown;
  changes: Changes | null;
}

/** The reason why a condition is not valid or could not be evaluated on an event. */
export interface ConditionError {
  error: string;
  /** The event lacks a field that the condition reads. */
  missing?: true;
  /** The operands have the wrong types, such as a number and a string, whatever their values are. */
  mismatch?: true;
}

export type ConditionResult = { holds: boolean } | ConditionError;

/** One part of a condition and its value on an event, for display. */
export interface ConditionPart {
  /** The part as its author wrote it, such as 'data.amount > 100'. */
  text: string;
  /** "true", "false", another value as text, or null if evaluating the part gives an error. */
  value: string | null;
  error: string | null;
  /** The kind of error, as in ConditionError. */
  missing?: true;
  mismatch?: true;
  /** The event's fields or variables that the part reads, each with its value as text; null if the event does not have it. */
  reads: { path: string; value: string | null }[];
}

/** The result of checking a condition before it is saved: `error` says why it cannot be saved, `warning` what may be unintended. */
export interface ConditionCheck {
  error: string | null;
  warning: string | null;
}

/** The sample of an event type, in the form in which a condition reads an event. */
export interface ConditionSample {
  eventType: string;
  subject: ConditionSubject;
}
