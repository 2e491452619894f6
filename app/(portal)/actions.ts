"use server";

import { cookies } from "next/headers";
import { actionScope } from "@/app/api/auth/current-scope";
import { parseTimeZoneChoice, timeZoneCookie } from "@/components/shell/time-zone-cookie";
import { dismissedValue, firstStepsCookie } from "@/lib/first-steps/schema";

const oneYearSeconds = 365 * 24 * 60 * 60;

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
