"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { actionScope } from "@/app/api/auth/current-scope";
import { setReceiverBehaviour } from "@/lib/demo-receiver/inbox";
import { isDemo } from "@/lib/demo-receiver/receiver";
import { behaviourSchema } from "@/lib/demo-receiver/schema";

const inputSchema = z.object({ path: z.string().max(2_048), behaviour: behaviourSchema.nullable() });

/** Sets how a path of the built-in receiver responds; if `behaviour` is null, as the path says. Returns an error message, or null. */
export async function setBehaviourAction(input: z.input<typeof inputSchema>): Promise<string | null> {
  const access = await actionScope("webhooks:write", [input]);
  if (!access.ok) return access.message;
  if (access.scope.partnerId !== null) return "Only the lender's users can change the built-in receiver.";
  const parsed = inputSchema.safeParse(input);
  const configured =
    isDemo() &&
    parsed.success &&
    (await setReceiverBehaviour(access.scope, parsed.data.path, parsed.data.behaviour));
  if (!configured) return "This path does not exist. Reload the page.";
  refresh();
  return null;
}
