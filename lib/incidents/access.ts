import type { Permission } from "../scope/permissions";
import { can, Forbidden, type Scope } from "../scope/scope";

/** One of these is enough to see incidents: they follow from deliveries and from the states of webhooks. */
export const incidentReaders: readonly Permission[] = ["deliveries:read", "webhooks:read"];

/** One of these is enough to assign and close incidents and to add notes: users with it can do something about the cause. */
export const incidentEditors: readonly Permission[] = ["deliveries:resend", "webhooks:write"];

export function canReadIncidents(scope: Scope): boolean {
  return incidentReaders.some((permission) => can(scope, permission));
}

export function canEditIncidents(scope: Scope): boolean {
  return canReadIncidents(scope) && incidentEditors.some((permission) => can(scope, permission));
}

export function requireReader(scope: Scope): void {
  if (!canReadIncidents(scope)) throw new Forbidden("deliveries:read");
}

export function requireEditor(scope: Scope): void {
  requireReader(scope);
  if (!canEditIncidents(scope)) throw new Forbidden("deliveries:resend");
}
