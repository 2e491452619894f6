"use server";

import { cookies } from "next/headers";
import { actionScope } from "@/app/api/auth/current-scope";
import { dismissedValue, firstStepsCookie } from "@/components/first-steps/put-away-cookie";

const oneYear = 365 * 24 * 60 * 60;

/** Puts the first steps away in this browser. */
export async function dismissFirstSteps(): Promise<void> {
  const access = await actionScope();
  if (!access.ok) return;
  (await cookies()).set(firstStepsCookie, dismissedValue, {
    maxAge: oneYear,
    sameSite: "lax",
    httpOnly: true,
  });
}
