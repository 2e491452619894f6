"use server";

import type { z } from "zod";
import { actionScope } from "@/app/api/auth/current-scope";
import { type Rejection, reject } from "@/components/form/action-result";
import { type Preview, previewRequest } from "@/lib/playground/preview-request";
import { previewSchema } from "@/lib/playground/preview-schema";

/** What the form would send, as far as it is typed. */
export async function previewAction(
  input: z.input<typeof previewSchema>,
): Promise<{ ok: true; preview: Preview } | Rejection> {
  const access = await actionScope("webhooks:write", [input]);
  if (!access.ok) return reject(access.message);
  const parsed = previewSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return reject(`No preview: ${issue?.path.join(".")} is not complete yet.`);
  }
  const previewed = await previewRequest(access.scope, parsed.data);
  return previewed.ok ? previewed : reject("Choose an event type for the preview.");
}
