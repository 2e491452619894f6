// Short file: the permissions of a link are needed where it is created and each time it is used.
import type { Permission } from "../scope/permissions";

/** The permissions that a link needs for what it shows: an entity's history names webhooks, but shows none of them. */
export function listLinkPermissions(link: { entityId?: string | null; resend: boolean }): Permission[] {
  return [
    "deliveries:read",
    ...(typeof link.entityId === "string" ? [] : ["webhooks:read" as const]),
    ...(link.resend ? ["deliveries:resend" as const] : []),
  ];
}
