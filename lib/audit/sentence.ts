import { auditAction } from "./actions";
import type { AuditEntryView } from "./schema";

type Described = Pick<AuditEntryView, "action" | "targetName" | "targetId" | "details">;

/** What happened as people say it, without who did it: "gave sam@bank.example the role viewer instead of servicing". */
export function deedOf(entry: Described): string {
  const known = auditAction(entry.action);
  return known ? known.say(targetOf(entry), entry.details) : `${entry.action}: ${targetOf(entry)}`;
}

/** The whole sentence. */
export function sentenceOf(entry: Described & Pick<AuditEntryView, "actorName">): string {
  return `${entry.actorName} ${deedOf(entry)}.`;
}

/** What the target was called: the name it has, else the one noted then, else its id. */
function targetOf({ targetName, targetId, details }: Described): string {
  const noted = [details.email, details.name].find((name) => typeof name === "string");
  return targetName ?? (noted as string | undefined) ?? targetId;
}
