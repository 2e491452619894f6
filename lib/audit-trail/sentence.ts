import { auditAction } from "./actions";
import type { AuditEntryView } from "./schema";

/** What happened as people say it, without who did it: "gave sam@bank.example the role viewer instead of servicing". */
export function deedOf(entry: AuditEntryView): string {
  const known = auditAction(entry.action);
  return known ? known.say(targetOf(entry), entry.details) : `${entry.action}: ${targetOf(entry)}`;
}

/** The whole sentence. */
export function sentenceOf(entry: AuditEntryView): string {
  return `${entry.actorName} ${deedOf(entry)}.`;
}

/** What the target was called: the name it has, else the one noted then, else its id. */
function targetOf({ targetName, targetId, details }: AuditEntryView): string {
  const noted = [details.email, details.name].find((name) => typeof name === "string");
  return targetName ?? (noted as string | undefined) ?? targetId;
}
