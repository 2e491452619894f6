"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { dismissNotification } from "@/lib/notifications/dismiss";

/** Everybody may put their own notices away: the use case finds no others. */
export async function putAway(form: FormData): Promise<void> {
  const access = await actionScope(undefined, [form]);
  if (!access.ok) return;
  await dismissNotification(access.scope, String(form.get("id") ?? ""));
  refresh();
}
