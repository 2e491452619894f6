import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { PageHeader } from "@/components/shell/page-header";
import { labelByPermission, type RolePermission, rolePermissions } from "@/lib/scope/permissions";
import { listRoles } from "@/lib/users/queries";
import { rolePermissionNames } from "@/lib/users/role-schema";
import { NewRoleDialog } from "./role-form";
import { RoleSection } from "./role-section";

export const metadata: Metadata = { title: "Roles" };

const hintByPermission: Partial<Record<RolePermission, string>> = {
  "Resend Webhooks": "Resend a delivery unchanged",
  "Manage Users": "Manage users and roles, read and export the audit trail",
};

/** The permissions that a role can have, each with what it allows. */
const permissionChoices = rolePermissionNames.map((name) => ({
  value: name,
  label: name,
  hint:
    hintByPermission[name] ??
    rolePermissions[name].map((permission) => labelByPermission[permission]).join(" · "),
}));

export default async function RolesPage() {
  const scope = await pageScope("roles:write");
  const roles = await listRoles(scope);
  return (
    <>
      <PageHeader
        title="Roles"
        description="What users can do. Changes apply from each user's next request; no user is signed out."
        crumbs={[{ label: "Administration" }, { label: "Access" }]}
      >
        <NewRoleDialog choices={permissionChoices} />
      </PageHeader>
      <div className="grid grid-cols-1 gap-5">
        {roles.map((role) => (
          <RoleSection key={role.id} role={role} choices={permissionChoices} />
        ))}
      </div>
    </>
  );
}
