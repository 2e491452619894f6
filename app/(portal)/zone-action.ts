"use server";

import { cookies } from "next/headers";
import { actionScope } from "@/app/api/auth/current-scope";
import { parseTimeZoneChoice, timeZoneCookie } from "@/components/shell/zone-cookie";

const oneYear = 365 * 24 * 60 * 60;

/** Keeps in this browser whose zone times are told in. */
export async function saveTimeZone(choice: string): Promise<void> {
  const access = await actionScope(undefined, [choice]);
  if (!access.ok) return;
  (await cookies()).set(timeZoneCookie, parseTimeZoneChoice(choice), { maxAge: oneYear, sameSite: "lax" });
}
