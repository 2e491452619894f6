import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { fineractCalls } from "@/lib/adapters/fineract/calls";
import { deleteHook } from "@/lib/adapters/fineract/delete-hook";
import { hookEndpoint } from "@/lib/adapters/fineract/endpoint";
import { getHook } from "@/lib/adapters/fineract/queries";
import { updateHook } from "@/lib/adapters/fineract/update-hook";

export const GET = hookEndpoint(fineractCalls.getHook, async ({ scope, query, params: { hookId = "" } }) =>
  jsonResponse(200, await getHook(scope, hookId, query.template?.toLowerCase() === "true")),
);

export const PUT = hookEndpoint(
  fineractCalls.updateHook,
  async ({ scope, body, params: { hookId = "" } }) => {
    const { webhook, changes } = await updateHook(scope, hookId, body);
    return jsonResponse(200, { resourceId: webhook.number, changes });
  },
);

export const DELETE = hookEndpoint(fineractCalls.deleteHook, async ({ scope, params: { hookId = "" } }) =>
  jsonResponse(200, { resourceId: await deleteHook(scope, hookId) }),
);
