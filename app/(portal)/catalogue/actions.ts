"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject } from "@/components/form/action-result";
import { addVersion } from "@/lib/catalogue/add-version";
import { createEventType } from "@/lib/catalogue/create-event-type";
import { createEventTypeSchema, newVersionSchema, updateEventTypeSchema } from "@/lib/catalogue/schema";
import { updateEventType } from "@/lib/catalogue/update-event-type";
import { rejectContent, rejectIssues } from "./refusals";
import { readTyped, type TypedContent } from "./typed-content";

export async function createEventTypeAction(
  input: Record<string, unknown>,
  typed: TypedContent,
): Promise<ActionResult<{ name: string }>> {
  const access = await actionScope("event-types:write", [input, typed]);
  if (!access.ok) return reject(access.message);
  const parsed = createEventTypeSchema.safeParse({ ...input, ...readTyped(typed) });
  if (!parsed.success) return rejectIssues(parsed.error);
  const created = await createEventType(access.scope, parsed.data);
  return created.ok ? { ok: true, name: created.eventType.name } : rejectContent(created);
}

export async function addVersionAction(
  name: string,
  typed: TypedContent,
): Promise<ActionResult<{ name: string }>> {
  const access = await actionScope("event-types:write", [name, typed]);
  if (!access.ok) return reject(access.message);
  const parsed = newVersionSchema.safeParse(readTyped(typed));
  if (!parsed.success) return rejectIssues(parsed.error);
  const added = await addVersion(access.scope, name, parsed.data);
  return added.ok ? { ok: true, name } : rejectContent(added);
}

export async function updateEventTypeAction(name: string, input: unknown): Promise<ActionResult> {
  const access = await actionScope("event-types:write", [name, input]);
  if (!access.ok) return reject(access.message);
  const updated = await updateEventType(access.scope, name, updateEventTypeSchema.parse(input));
  if (!updated.ok) return reject(updated.message);
  refresh();
  return { ok: true };
}
