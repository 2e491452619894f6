import type { ReactNode } from "react";
import { currentSession } from "@/app/api/auth/current-scope";
import { Shell } from "@/components/shell/shell";
import { navigationGroups } from "./navigation-groups";
import { UserMenu } from "./user-menu";

/** The shell around every page of the portal. No gate: each page asks for its own scope. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  // Signed out: the page itself leads to the sign-in.
  if (!session) return children;
  const { user, role, permissions } = session;
  return (
    <Shell groups={navigationGroups(permissions)} userMenu={<UserMenu name={user.name} role={role.name} />}>
      {children}
    </Shell>
  );
}
