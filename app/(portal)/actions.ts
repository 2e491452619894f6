"use server";

import { refresh } from "next/cache";
import { cookies } from "next/headers";
import { actionScope } from "@/app/api/auth/current-scope";
import { parseTimeZoneChoice, timeZoneCookie } from "@/components/shell/time-zone-cookie";
import { dismissedValue, firstStepsCookie } from "@/lib/first-steps/schema";
import { dismissNotification } from "@/lib/notifications/dismiss";

const oneYearSeconds = 365 * 24 * 60 * 60;

/** Dismisses a notification of the user. The use case does not find other users' notifications. */
export async function dismissNotificationAction(form: FormData): Promise<void> {
  const access = await actionScope(undefined, [form]);
  if (!access.ok) return;
  await dismissNotification(access.scope, String(form.get("id") ?? ""));
  refresh();
}

/** Dismisses the first steps in this browser. */
export async function dismissFirstStepsAction(): Promise<void> {
  const access = await actionScope();
  if (!access.ok) return;
  (await cookies()).set(firstStepsCookie, dismissedValue, {
    maxAge: oneYearSeconds,
    sameSite: "lax",
    httpOnly: true,
  });
}

/** Saves in this browser the time zone in which times are shown. */
export async function saveTimeZoneAction(choice: string): Promise<void> {
  const access = await actionScope(undefined, [choice]);
  if (!access.ok) return;
  (await cookies()).set(timeZoneCookie, parseTimeZoneChoice(choice), {
    maxAge: oneYearSeconds,
    sameSite: "lax",
  });
}
