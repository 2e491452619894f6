"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Refusal, refuse } from "@/components/form/answer";
import { sendTest, type TestResult } from "@/lib/playground/send-test";
import { sendTestSchema } from "@/lib/webhooks/schema";
import type { TestInput } from "./form/form-values";
import { inWords, refuseIssues, refuseSettings } from "./form/refuse-settings";

const lookAbove = "Not sent. Look at what is marked.";

/** Sends a test with the settings of the form, saved or not. */
export async function sendTestAction(input: TestInput): Promise<{ ok: true; result: TestResult } | Refusal> {
  const access = await actionScope("webhooks:write", [input]);
  if (!access.ok) return refuse(access.message);
  const parsed = sendTestSchema.safeParse(input, { error: inWords });
  if (!parsed.success) return { ...refuseIssues(parsed.error), message: lookAbove };
  const tested = await sendTest(access.scope, parsed.data);
  if (tested.ok) return tested;
  if (tested.refused === "wrong_settings") return { ...refuseSettings(tested.wrong), message: lookAbove };
  const gone = tested.refused === "not_found" ? "This webhook was deleted." : "Choose an event type.";
  return refuse(gone);
}
