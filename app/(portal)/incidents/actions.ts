"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject, rejectFields } from "@/components/form/action-result";
import {
  addIncidentNote,
  assignIncident,
  type ChangeIncidentResult,
  closeIncident,
} from "@/lib/incidents/change-incident";
import { noteSchema } from "@/lib/incidents/schema";

/** Assigns an incident to a user; "" to nobody. */
export async function assignIncidentAction(incidentId: string, userId: string): Promise<ActionResult> {
  const access = await actionScope(["deliveries:resend", "webhooks:write"], [incidentId, userId]);
  if (!access.ok) return reject(access.message);
  return toActionResult(await assignIncident(access.scope, String(incidentId), String(userId) || null));
}

/** Adds a note to an incident. */
export async function addIncidentNoteAction(incidentId: string, text: string): Promise<ActionResult> {
  const access = await actionScope(["deliveries:resend", "webhooks:write"], [incidentId, text]);
  if (!access.ok) return reject(access.message);
  const note = noteSchema.safeParse(text);
  if (!note.success) return rejectFields({ text: note.error.issues[0]?.message ?? "Enter a note." });
  return toActionResult(await addIncidentNote(access.scope, String(incidentId), note.data));
}

/** Closes an incident, with the reason as a note. */
export async function closeIncidentAction(incidentId: string, text: string): Promise<ActionResult> {
  const access = await actionScope(["deliveries:resend", "webhooks:write"], [incidentId, text]);
  if (!access.ok) return reject(access.message);
  const note = noteSchema.safeParse(text);
  if (!note.success) return rejectFields({ text: "Enter a reason of at most 2,000 characters." });
  return toActionResult(await closeIncident(access.scope, String(incidentId), note.data));
}

/** Also refreshes the page after a rejection, because another user may have changed the incident. */
function toActionResult(changed: ChangeIncidentResult): ActionResult {
  refresh();
  if (changed.ok) return { ok: true };
  return reject(changed.rejected === "not_found" ? "This incident does not exist." : changed.message);
}
