"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { actionScope } from "@/app/api/auth/current-scope";
import { requestResend } from "@/lib/deliveries/request-resend";

const inputSchema = z.object({ traceId: z.uuid().toLowerCase(), requestId: z.uuid().toLowerCase() });

/** Queues one manual attempt. `requestId` comes from the browser, so that a repeated request queues no second attempt. */
export async function resendAction(
  request: z.input<typeof inputSchema>,
): Promise<{ ok: true } | { ok: false; message: string }> {
  const access = await actionScope("deliveries:resend", [request]);
  if (!access.ok) return { ok: false, message: access.message };
  const parsed = inputSchema.safeParse(request);
  if (!parsed.success) return { ok: false, message: "This delivery does not exist." };
  const { traceId, requestId } = parsed.data;
  const outcome = await requestResend(access.scope, traceId, { requestId });
  if (!outcome.ok) return { ok: false, message: outcome.message };
  refresh();
  return { ok: true };
}
