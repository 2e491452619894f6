import { parseInput } from "@/lib/adapters/endpoint/read-fields";
import { createHook } from "@/lib/adapters/fineract/create-hook";
import { invalidParametersError } from "@/lib/adapters/fineract/invalid-parameters";
import { createHookSchema, updateHookSchema } from "@/lib/adapters/fineract/schema";
import { updateHook } from "@/lib/adapters/fineract/update-hook";
import { scope } from "./ledger";

/** A URL for the tests of Fineract's hooks. Nothing listens there, so a ping fails at once. */
export const hookUrl = "http://127.0.0.1:9/hook";

export const buildHookConfig = (fields: Record<string, string> = {}) => ({
  "Content Type": "json",
  "Payload URL": hookUrl,
  ...fields,
});

export const buildHookInput = (fields: Record<string, unknown> = {}) => ({
  name: "Web",
  isActive: true,
  events: [{ entityName: "CLIENT", actionName: "CREATE" }],
  config: buildHookConfig(),
  ...fields,
});

const hookOrigin = { tenantId: "default", endpoint: "https://bank.example/fineract-provider/api/" };

/** Creates a hook from a client's request body, and returns the hook's ID as it appears in paths. */
export async function createTestHook(given: unknown, as = scope, origin = hookOrigin): Promise<string> {
  return String(await createHook(as, parseInput(createHookSchema, given, invalidParametersError), origin));
}

export function updateTestHook(hookId: string, given: unknown, as = scope) {
  return updateHook(as, hookId, parseInput(updateHookSchema, given, invalidParametersError));
}
