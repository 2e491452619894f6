/** "partner administrator": has the role Administrator, but belongs to a partner. */
export const roles = ["administrator", "servicing", "viewer", "partner administrator"] as const;
export type Role = (typeof roles)[number];

const all: readonly Role[] = roles;
const lender: readonly Role[] = ["administrator"];
const administrators: readonly Role[] = ["administrator", "partner administrator"];

/**
 * Who may open what. A page or route of the portal that is not in this list fails in
 * access.spec.ts; isolation.spec.ts opens each of them with the ids of others.
 */
export const portal: Record<string, readonly Role[]> = {
  "/": all,
  "/search": all,
  "/loans": all,
  "/loans/[loanId]": all,
  "/loans/[loanId]/webhooks": all,
  "/loans/[loanId]/timeline": all,
  "/entities/[entityType]/[entityId]/webhooks": all,
  "/entities/[entityType]/[entityId]/timeline": all,
  "/events": all,
  "/events/[eventId]": all,
  "/deliveries": all,
  "/deliveries/revision": all,
  "/deliveries/webhook-choices": all,
  "/deliveries/[traceId]": all,
  "/deliveries/[traceId]/body": all,
  "/attempts/[attemptId]/request-body": all,
  "/attempts/[attemptId]/response-body": all,
  "/profile": all,
  "/receiver": lender,
  "/receiver/revision": lender,
  "/catalogue": all,
  "/catalogue/new": lender,
  "/catalogue/[name]": all,
  "/catalogue/[name]/new-version": lender,
  "/administration/people/users": administrators,
  "/administration/people/users/new": administrators,
  "/administration/people/users/[userId]": administrators,
  "/administration/people/roles": lender,
  "/administration/audit": administrators,
  "/administration/audit/export": administrators,
  "/administration/integrations/api-keys": administrators,
  "/administration/integrations/api-keys/new": administrators,
  "/administration/integrations/partners": lender,
  "/administration/integrations/partners/new": lender,
  "/administration/integrations/partners/[partnerId]": lender,
  "/administration/integrations/webhooks": administrators,
  "/administration/integrations/webhooks/new": administrators,
  "/administration/integrations/webhooks/deleted/[webhookId]": administrators,
  "/administration/integrations/webhooks/[webhookId]": administrators,
  "/administration/integrations/webhooks/[webhookId]/health": administrators,
  "/administration/integrations/webhooks/[webhookId]/verify": administrators,
  "/developers": administrators,
  "/developers/verify": administrators,
};

/** An id of nothing. */
export const notThere = "00000000-0000-7000-8000-000000000000";

/** The address of a page or route with these ids in the place of its parameters; what is not given is not there. */
export function address(route: string, ids: Readonly<Record<string, string>> = {}): string {
  const words = { entityType: "Loan", loanId: "L-1", entityId: "L-1", name: "LOAN.CREATE", ...ids };
  return route.replace(/\[(\w+)\]/g, (_, name: string) =>
    encodeURIComponent((words as Record<string, string>)[name] ?? notThere),
  );
}
