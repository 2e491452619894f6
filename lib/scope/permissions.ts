/**
 * The label of each permission that a scope can have. An API key's scopes are permissions of this table; a role has the
 * permissions of `rolePermissions`, each of which stands for several permissions of this table.
 */
export const labelByPermission = {
  "events:write": "Send events",
  "event-types:read": "Read event types",
  "event-types:write": "Create and change event types",
  "webhooks:read": "Read webhooks",
  "webhooks:write": "Create, change, test and delete webhooks",
  "sources:read": "Read sources and their messages",
  "sources:write": "Create, change and delete sources, and take their messages",
  "deliveries:read": "Read events, deliveries, attempts, jobs and incidents",
  "customer-data:read": "Read customer data: bodies, and the personal fields of events",
  "deliveries:resend": "Resend deliveries",
  "portal-links:write": "Create and revoke portal links",
  "api-keys:write": "Create and revoke API keys",
  "users:write": "Manage users",
  "roles:write": "Change roles",
  "partners:read": "Read partners",
  "partners:write": "Create and rename partners",
  "metrics:read": "Read metrics",
} as const;

export type Permission = keyof typeof labelByPermission;

/** Returns the message for a user who lacks a permission, because of the role or because only the lender can have it. */
export function describeMissingPermission(permission: Permission): string {
  return `You do not have the permission “${labelByPermission[permission]}”.`;
}

export const allPermissions = Object.keys(labelByPermission) as Permission[];

const userOnlyPermissions: readonly Permission[] = [
  "api-keys:write",
  "users:write",
  "roles:write",
  "partners:read",
  "partners:write",
];

/** The scopes that an API key can have. Keys cannot create keys, users or partners. */
export const apiKeyScopes = allPermissions.filter((name) => !userOnlyPermissions.includes(name));

/**
 * Permissions that only the lender has, because they concern every partner. No scope of a partner has them, whatever its role
 * or key.
 */
export const lenderOnlyPermissions: readonly Permission[] = [
  "event-types:write",
  "roles:write",
  "partners:write",
  "metrics:read",
];

/** The permissions of a role, as an administrator sees them. */
export const rolePermissions = {
  "Manage API Access": [
    "events:write",
    "event-types:read",
    "event-types:write",
    "webhooks:read",
    "webhooks:write",
    "sources:read",
    "sources:write",
    "portal-links:write",
    "api-keys:write",
    "partners:read",
    "partners:write",
    "metrics:read",
  ],
  "View Webhook History": ["event-types:read", "deliveries:read"],
  "View customer data": ["customer-data:read"],
  "Resend Webhooks": ["deliveries:resend"],
  "Manage Users": ["users:write", "roles:write"],
} as const satisfies Record<string, readonly Permission[]>;

export type RolePermission = keyof typeof rolePermissions;

/** The built-in role that keeps every permission and cannot be deleted. It can be renamed. */
export const administratorRoleId = "administrator";

/** The roles that every installation starts with. */
export const builtinRoles: { id: string; name: string; permissions: RolePermission[] }[] = [
  {
    id: administratorRoleId,
    name: "Administrator",
    permissions: Object.keys(rolePermissions) as RolePermission[],
  },
  {
    id: "servicing",
    name: "Servicing",
    permissions: ["View Webhook History", "View customer data", "Resend Webhooks"],
  },
  { id: "viewer", name: "Viewer", permissions: ["View Webhook History", "View customer data"] },
];

/** Returns the permissions that a role's permissions stand for; unknown names are ignored. */
export function expandPermissions(granted: readonly string[]): Permission[] {
  const known = rolePermissions as Record<string, readonly Permission[] | undefined>;
  return [...new Set(granted.flatMap((name) => known[name] ?? []))];
}
