// Short file: the forms of new and saved sources share this check.
import { type Rejection, reject } from "@/components/form/action-result";
import { findRepeatedSystemName, type SourceValues } from "./source-values";

/** Rejects event types of which two have the same name in the system; null if there are none. */
export function rejectRepeatedName({ eventTypes }: SourceValues): Rejection | null {
  const name = findRepeatedSystemName(eventTypes);
  if (name === undefined) return null;
  const message = `“${name}” is listed more than once.`;
  return reject("Not saved. Check the marked fields.", { [`mapping.eventTypes.${name}`]: message });
}
