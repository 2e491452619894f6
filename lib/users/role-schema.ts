import { z } from "zod";
import { type RolePermission, rolePermissions } from "../scope/permissions";
import { singleLineNameSchema } from "./schema";

/** The permissions of a role in the order in which they are shown and stored. */
export const rolePermissionNames = Object.keys(rolePermissions) as RolePermission[];

export const roleSchema = z.object({
  name: singleLineNameSchema(100),
  permissions: z
    .array(z.enum(rolePermissionNames, { error: "This permission does not exist." }))
    .transform((chosen) => rolePermissionNames.filter((name) => chosen.includes(name))),
});

export type RoleInput = z.input<typeof roleSchema>;
