"use server";

import { refresh } from "next/cache";
import type { z } from "zod";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject } from "@/components/form/action-result";
import { createSource } from "@/lib/sources/create-source";
import { deleteSource } from "@/lib/sources/delete-source";
import { rotateSource } from "@/lib/sources/rotate-source";
import {
  createSourceSchema,
  rotateSourceSchema,
  type SourceView,
  takeMessageSchema,
  updateSourceSchema,
} from "@/lib/sources/schema";
import { takeMessage } from "@/lib/sources/take-message";
import { takeUnmappedMessages } from "@/lib/sources/take-unmapped-messages";
import { updateSource } from "@/lib/sources/update-source";
import { findPortalOrigin } from "../../../portal-origin";
import { formErrorMap, rejectIssues, rejectSettings } from "../webhooks/form/setting-errors";

const deletedMessage = "This source was deleted.";

/** @returns `url`: the URL of the source, which is shown only this once. */
export async function createSourceAction(
  input: z.input<typeof createSourceSchema>,
): Promise<ActionResult<Pick<SourceView, "id" | "verification"> & { url: string }>> {
  const access = await actionScope("sources:write", [input]);
  if (!access.ok) return reject(access.message);
  const parsed = createSourceSchema.safeParse(input, { error: formErrorMap });
  if (!parsed.success) return rejectIssues(parsed.error);
  const created = await createSource(access.scope, parsed.data, await findPortalOrigin());
  if (!created.ok) return rejectSettings(created.invalid);
  const { id, url, verification } = created.source;
  return { ok: true, id, url: url ?? "", verification };
}

export async function updateSourceAction(
  sourceId: string,
  input: z.input<typeof updateSourceSchema>,
): Promise<ActionResult> {
  const access = await actionScope("sources:write", [sourceId, input]);
  if (!access.ok) return reject(access.message);
  const parsed = updateSourceSchema.safeParse(input, { error: formErrorMap });
  if (!parsed.success) return rejectIssues(parsed.error);
  const updated = await updateSource(access.scope, sourceId, parsed.data);
  if (!updated.ok) {
    return updated.rejected === "not_found" ? reject(deletedMessage) : rejectSettings(updated.invalid);
  }
  refresh();
  return { ok: true };
}

/**
 * Rotates the key or the URL. @returns `url`: the new URL, which is shown only this once; null after rotating the key. `verification`: how
 * messages are verified now, which a first key can change.
 */
export async function rotateSourceAction(
  sourceId: string,
  input: z.input<typeof rotateSourceSchema>,
): Promise<ActionResult<Pick<SourceView, "url" | "verification">>> {
  const access = await actionScope("sources:write", [sourceId, input]);
  if (!access.ok) return reject(access.message);
  const parsed = rotateSourceSchema.safeParse(input, { error: formErrorMap });
  if (!parsed.success) return rejectIssues(parsed.error, "Not rotated.");
  const rotated = await rotateSource(access.scope, sourceId, parsed.data, await findPortalOrigin());
  if (!rotated.ok) {
    if (rotated.rejected === "not_found") return reject(deletedMessage);
    if (rotated.rejected !== "key_invalid") return reject(rotated.message);
    return rejectSettings([{ field: "key", message: rotated.message }], "Not rotated.");
  }
  refresh();
  const { url, verification } = rotated.source;
  return { ok: true, url, verification };
}

export async function deleteSourceAction(sourceId: string): Promise<ActionResult> {
  const access = await actionScope("sources:write", [sourceId]);
  if (!access.ok) return reject(access.message);
  return (await deleteSource(access.scope, sourceId)) ? { ok: true } : reject(deletedMessage);
}

/** Takes a message that is unmapped or did not verify. The event appears a moment later. */
export async function takeMessageAction(
  sourceId: string,
  messageId: string,
  input: z.input<typeof takeMessageSchema>,
): Promise<ActionResult> {
  const access = await actionScope("sources:write", [sourceId, messageId, input]);
  if (!access.ok) return reject(access.message);
  const parsed = takeMessageSchema.safeParse(input, { error: formErrorMap });
  if (!parsed.success) return rejectIssues(parsed.error, "Not taken.");
  const taken = await takeMessage(access.scope, sourceId, messageId, parsed.data);
  refresh();
  if (taken.ok) return { ok: true };
  if (taken.rejected === "not_found") return reject("This message was deleted.");
  if (taken.rejected !== "reason_required") return reject(taken.message);
  return rejectSettings([{ field: "reason", message: taken.message }], "Not taken.");
}

/** Takes all unmapped messages of a source again. */
export async function takeUnmappedAction(sourceId: string): Promise<ActionResult> {
  const access = await actionScope("sources:write", [sourceId]);
  if (!access.ok) return reject(access.message);
  const taken = await takeUnmappedMessages(access.scope, sourceId);
  refresh();
  return taken.ok ? { ok: true } : reject(deletedMessage);
}
