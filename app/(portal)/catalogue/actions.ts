"use server";

import { refresh } from "next/cache";
import type { z } from "zod";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, type Rejection, reject, rejectFields } from "@/components/form/action-result";
import { addVersion } from "@/lib/catalogue/add-version";
import { createEventType } from "@/lib/catalogue/create-event-type";
import { createEventTypeSchema, newVersionSchema, updateEventTypeSchema } from "@/lib/catalogue/schema";
import { updateEventType } from "@/lib/catalogue/update-event-type";
import { type ContentDraft, parseDraft } from "./content-draft";

export async function createEventTypeAction(
  input: Record<string, unknown>,
  draft: ContentDraft,
): Promise<ActionResult<{ name: string }>> {
  const access = await actionScope("event-types:write", [input, draft]);
  if (!access.ok) return reject(access.message);
  const parsed = createEventTypeSchema.safeParse({ ...input, ...parseDraft(draft) });
  if (!parsed.success) return rejectIssues(parsed.error);
  const created = await createEventType(access.scope, parsed.data);
  return created.ok ? { ok: true, name: created.eventType.name } : toRejection(created);
}

export async function addVersionAction(
  name: string,
  draft: ContentDraft,
): Promise<ActionResult<{ name: string }>> {
  const access = await actionScope("event-types:write", [name, draft]);
  if (!access.ok) return reject(access.message);
  const parsed = newVersionSchema.safeParse(parseDraft(draft));
  if (!parsed.success) return rejectIssues(parsed.error);
  const added = await addVersion(access.scope, name, parsed.data);
  return added.ok ? { ok: true, name } : toRejection(added);
}

export async function updateEventTypeAction(name: string, input: unknown): Promise<ActionResult> {
  const access = await actionScope("event-types:write", [name, input]);
  if (!access.ok) return reject(access.message);
  const updated = await updateEventType(access.scope, name, updateEventTypeSchema.parse(input));
  if (!updated.ok) return reject(updated.message);
  refresh();
  return { ok: true };
}

/** The first message of each field; errors inside the sample are shown beside the sample. */
function rejectIssues(error: z.ZodError): Rejection {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) errors[String(path[0] ?? "schema")] ??= message;
  return rejectFields(errors);
}

/** Converts a use case's rejection, so that its message is shown beside the field that it concerns, if there is one. */
function toRejection({ message, ...rejection }: { message: string; field?: string }): Rejection {
  return rejection.field === undefined ? reject(message) : rejectFields({ [rejection.field]: message });
}
