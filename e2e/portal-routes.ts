/** The roles in the permission matrix. A "partner administrator" has the role Administrator, but belongs to a partner. */
export const roles = ["administrator", "servicing", "viewer", "partner administrator"] as const;
export type Role = (typeof roles)[number];

const allRoles: readonly Role[] = roles;
const resenders: readonly Role[] = ["administrator", "servicing", "partner administrator"];
const lenderAdministrators: readonly Role[] = ["administrator"];
const administrators: readonly Role[] = ["administrator", "partner administrator"];

/**
 * The permission matrix: the roles that can open each page or route. If a page or route is missing here, a test in access.spec.ts
 * fails; isolation.spec.ts opens each of them with the IDs of other tenants.
 */
export const rolesByRoute: Record<string, readonly Role[]> = {
  "/": allRoles,
  "/search": allRoles,
  "/search/results": allRoles,
  "/live": allRoles,
  "/loans": allRoles,
  "/loans/[loanId]": allRoles,
  "/loans/[loanId]/webhooks": allRoles,
  "/loans/[loanId]/timeline": allRoles,
  "/entities/[entityType]/[entityId]/webhooks": allRoles,
  "/entities/[entityType]/[entityId]/timeline": allRoles,
  "/events": allRoles,
  "/events/[eventId]": allRoles,
  "/deliveries": allRoles,
  "/deliveries/export": allRoles,
  "/deliveries/webhook-choices": allRoles,
  "/deliveries/[traceId]": allRoles,
  "/deliveries/[traceId]/body": allRoles,
  "/deliveries/[traceId]/proof": allRoles,
  "/incidents": allRoles,
  "/incidents/[incidentId]": allRoles,
  "/jobs": resenders,
  "/jobs/[jobId]": resenders,
  "/jobs/[jobId]/result": allRoles,
  "/attempts/[attemptId]/compare": allRoles,
  "/attempts/[attemptId]/request-body": allRoles,
  "/attempts/[attemptId]/response-body": allRoles,
  "/profile": allRoles,
  "/receiver": lenderAdministrators,
  "/catalogue": allRoles,
  "/catalogue/new": lenderAdministrators,
  "/catalogue/[name]": allRoles,
  "/catalogue/[name]/new-version": lenderAdministrators,
  "/administration/people/users": administrators,
  "/administration/people/users/new": administrators,
  "/administration/people/users/[userId]": administrators,
  "/administration/people/roles": lenderAdministrators,
  "/administration/audit": administrators,
  "/administration/audit/export": administrators,
  "/administration/integrations/api-keys": administrators,
  "/administration/integrations/api-keys/new": administrators,
  "/administration/integrations/partners": lenderAdministrators,
  "/administration/integrations/partners/new": lenderAdministrators,
  "/administration/integrations/partners/[partnerId]": lenderAdministrators,
  "/administration/integrations/webhooks": administrators,
  "/administration/integrations/webhooks/new": administrators,
  "/administration/integrations/webhooks/deleted/[webhookId]": administrators,
  "/administration/integrations/webhooks/[webhookId]": administrators,
  "/administration/integrations/webhooks/[webhookId]/health": administrators,
  "/administration/integrations/webhooks/[webhookId]/verify": administrators,
  "/administration/integrations/sources": administrators,
  "/administration/integrations/sources/new": administrators,
  "/administration/integrations/sources/[sourceId]": administrators,
  "/administration/integrations/sources/[sourceId]/unmapped": administrators,
  "/administration/integrations/sources/[sourceId]/unverified": administrators,
  "/administration/integrations/sources/[sourceId]/settings": administrators,
  "/administration/integrations/sources/[sourceId]/messages/[messageId]": administrators,
  "/administration/integrations/sources/[sourceId]/messages/[messageId]/body": administrators,
  "/developers": administrators,
  "/developers/verify": administrators,
};

/** An ID that does not exist. */
export const unknownId = "00000000-0000-7000-8000-000000000000";

/** Fills the parameters of a route with `ids`; a parameter that is not in `ids` gets a default value or an unknown ID. */
export function fillRoute(route: string, ids: Readonly<Record<string, string>> = {}): string {
  const parameters = { entityType: "Loan", loanId: "L-1", entityId: "L-1", name: "LOAN.CREATE", ...ids };
  return route.replace(/\[(\w+)\]/g, (_, name: string) =>
    encodeURIComponent((parameters as Record<string, string>)[name] ?? unknownId),
  );
}
