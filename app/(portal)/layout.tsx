import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentScope, currentSession } from "@/app/api/auth/current-scope";
import { TimeZonesProvider } from "@/components/domain/time-zones";
import { LiveProvider } from "@/components/live/live-provider";
import { Shell } from "@/components/shell/shell";
import { parseTimeZoneChoice, timeZoneCookie } from "@/components/shell/time-zone-cookie";
import { env } from "@/lib/env";
import { canReadIncidents } from "@/lib/incidents/access";
import { summarizeIncidents } from "@/lib/incidents/queries";
import { can } from "@/lib/scope/scope";
import { saveTimeZoneAction } from "./actions";
import { IncidentLine } from "./incident-line";
import { listNavigationGroups } from "./navigation-groups";
import { UserMenu } from "./user-menu";

/** The shell around every page of the portal. It checks no permission: each page checks its own. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [session, scope] = await Promise.all([currentSession(), currentScope()]);
  // If the user is signed out, the page itself redirects to the sign-in page.
  if (!session || !scope) return children;
  const { user, role, partnerName } = session;
  const incidents = canReadIncidents(scope) ? await summarizeIncidents(scope) : null;
  const choice = parseTimeZoneChoice((await cookies()).get(timeZoneCookie)?.value);
  return (
    <TimeZonesProvider
      choice={choice}
      lender={env().HOOKLEDGER_TIME_ZONE}
      profile={user.timeZone}
      onChoose={saveTimeZoneAction}
    >
      <LiveProvider>
        <Shell
          groups={listNavigationGroups(scope, incidents?.open ?? 0)}
          canSearch={can(scope, "deliveries:read") || can(scope, "webhooks:read")}
          partnerName={partnerName}
          userMenu={<UserMenu name={user.name} role={role.name} />}
        >
          {canReadIncidents(scope) && <IncidentLine incidents={incidents} />}
          {children}
        </Shell>
      </LiveProvider>
    </TimeZonesProvider>
  );
}
