import { findAuditAction } from "./actions";
import type { AuditEntryView } from "./schema";

type DescribableEntry = Pick<AuditEntryView, "action" | "targetName" | "targetId" | "details">;

/**
 * The sentence of an entry without the actor: "changed the role of sam@bank.example from servicing to viewer".
 * The table in actions.ts has the sentence of each action.
 */
export function describeAction(entry: DescribableEntry): string {
  const action = findAuditAction(entry.action);
  const target = nameTarget(entry);
  return action ? action.sentence(target, entry.details) : `${entry.action}: ${target}`;
}

/** The whole sentence of an entry, beginning with the actor. */
export function describeEntry(entry: DescribableEntry & Pick<AuditEntryView, "actorName">): string {
  return `${entry.actorName} ${describeAction(entry)}.`;
}

/** The target's current name, or the name recorded in the entry, or the target's ID. */
function nameTarget({ targetName, targetId, details }: DescribableEntry): string {
  const recorded = [details.email, details.name].find((name) => typeof name === "string");
  return targetName ?? (recorded as string | undefined) ?? targetId;
}
