import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { pageResponse } from "@/lib/adapters/endpoint/responses";
import { listItems } from "@/lib/reconciliation/list-items";

export const GET = endpoint(
  apiCalls.listReconciliationItems,
  async ({ scope, query, request, params: { reconciliationId = "" } }) => {
    const page = await listItems(scope, reconciliationId, query);
    if (!page) throw notFound(`reconciliation ${reconciliationId}`);
    return pageResponse(page, request);
  },
);
