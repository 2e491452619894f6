"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Rejection, reject } from "@/components/form/action-result";
import { sendTest, type TestResult } from "@/lib/playground/send-test";
import { sendTestSchema } from "@/lib/webhooks/schema";
import type { TestInput } from "./form/form-values";
import { inWords, rejectIssues, rejectSettings } from "./form/reject-settings";

const lookAbove = "Not sent. Check the marked fields.";

/** Sends a test with the settings of the form, saved or not. */
export async function sendTestAction(
  input: TestInput,
): Promise<{ ok: true; result: TestResult } | Rejection> {
  const access = await actionScope("webhooks:write", [input]);
  if (!access.ok) return reject(access.message);
  const parsed = sendTestSchema.safeParse(input, { error: inWords });
  if (!parsed.success) return { ...rejectIssues(parsed.error), message: lookAbove };
  const tested = await sendTest(access.scope, parsed.data);
  if (tested.ok) return tested;
  if (tested.rejected === "wrong_settings") return { ...rejectSettings(tested.wrong), message: lookAbove };
  const gone = tested.rejected === "not_found" ? "This webhook was deleted." : "Choose an event type.";
  return reject(gone);
}
