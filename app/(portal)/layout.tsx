import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentSession } from "@/app/api/auth/current-scope";
import { Shell } from "@/components/shell/shell";
import { readZoneChoice, zoneCookie } from "@/components/shell/zone-cookie";
import { TimeZonesProvider } from "@/components/ui/time-zones";
import { env } from "@/lib/env";
import { navigationGroups } from "./navigation-groups";
import { Notices } from "./notices";
import { UserMenu } from "./user-menu";
import { keepZone } from "./zone-action";

/** The shell around every page of the portal. No gate: each page asks for its own scope. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  // Signed out: the page itself leads to the sign-in.
  if (!session) return children;
  const { user, role, permissions } = session;
  const choice = readZoneChoice((await cookies()).get(zoneCookie)?.value);
  return (
    <TimeZonesProvider
      choice={choice}
      bank={env().HOOKLEDGER_TIME_ZONE}
      profile={user.timeZone}
      onChoose={keepZone}
    >
      <Shell
        groups={navigationGroups(permissions)}
        search={permissions.includes("deliveries:read") || permissions.includes("webhooks:read")}
        userMenu={<UserMenu name={user.name} role={role.name} />}
      >
        <Notices />
        {children}
      </Shell>
    </TimeZonesProvider>
  );
}
