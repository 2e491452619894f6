import { z } from "zod";
import { type RolePermission, rolePermissions } from "../scope/permissions";
import { lineName } from "./schema";

/** The four permissions in their order, whatever order a form sends them in. */
export const rolePermissionNames = Object.keys(rolePermissions) as RolePermission[];

export const roleSchema = z.object({
  name: lineName(100),
  permissions: z
    .array(z.enum(rolePermissionNames, { error: "This permission does not exist." }))
    .transform((chosen) => rolePermissionNames.filter((name) => chosen.includes(name))),
});

export type RoleInput = z.input<typeof roleSchema>;
