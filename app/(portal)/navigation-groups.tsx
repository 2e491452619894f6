import {
  BookOpen,
  CalendarClock,
  CodeXml,
  Handshake,
  Inbox,
  KeyRound,
  Landmark,
  LayoutDashboard,
  ListRestart,
  LogIn,
  ScrollText,
  Send,
  ShieldCheck,
  TriangleAlert,
  Users,
  Webhook,
} from "lucide-react";
import { incidentsPath } from "@/components/incidents/incident-query";
import type { NavigationGroup } from "@/components/shell/navigation";
import { isDemo } from "@/lib/demo-receiver/receiver";
import { canReadIncidents } from "@/lib/incidents/access";
import type { Permission } from "@/lib/scope/permissions";
import { can, type Scope } from "@/lib/scope/scope";

/**
 * The navigation, with only the pages that this scope can open. Each page checks the scope's permissions again.
 * @param openIncidents the number of open incidents that the scope can see
 */
export function listNavigationGroups(scope: Scope, openIncidents: number): NavigationGroup[] {
  const incidents = {
    ...{ href: incidentsPath, label: "Incidents", icon: <TriangleAlert aria-hidden /> },
    ...{ count: openIncidents, countLabel: "open" },
  };
  const groups: NavigationGroup[] = [
    {
      items: [
        { href: "/", label: "Overview", icon: <LayoutDashboard aria-hidden /> },
        ...(canReadIncidents(scope) ? [incidents] : []),
      ],
    },
  ];
  const servicing = [
    ...(can(scope, "deliveries:read")
      ? [
          { href: "/loans", label: "Loans", icon: <Landmark aria-hidden /> },
          { href: "/deliveries", label: "Deliveries", icon: <Send aria-hidden /> },
          { href: "/events", label: "Events", icon: <CalendarClock aria-hidden /> },
        ]
      : []),
    ...(can(scope, "deliveries:resend")
      ? [{ href: "/jobs", label: "Jobs", icon: <ListRestart aria-hidden /> }]
      : []),
  ];
  if (servicing.length > 0) groups.push({ heading: "Servicing", items: servicing });
  const integrations = [
    {
      permission: "webhooks:read",
      href: "/administration/integrations/webhooks",
      label: "Webhooks Configurations",
      icon: <Webhook aria-hidden />,
    },
    {
      permission: "sources:read",
      href: "/administration/integrations/sources",
      label: "Sources",
      icon: <LogIn aria-hidden />,
    },
    {
      permission: "event-types:read",
      href: "/catalogue",
      label: "Event catalog",
      icon: <BookOpen aria-hidden />,
    },
    {
      permission: "api-keys:write",
      href: "/administration/integrations/api-keys",
      label: "API keys",
      icon: <KeyRound aria-hidden />,
    },
    {
      permission: "partners:write",
      href: "/administration/integrations/partners",
      label: "Partners",
      icon: <Handshake aria-hidden />,
    },
    {
      permission: "webhooks:read",
      href: "/developers",
      label: "Developers",
      icon: <CodeXml aria-hidden />,
    },
    ...(isDemo() && scope.partnerId === null
      ? [
          {
            permission: "webhooks:read",
            href: "/receiver",
            label: "Built-in receiver",
            icon: <Inbox aria-hidden />,
          },
        ]
      : []),
  ].filter(({ permission }) => can(scope, permission as Permission));
  if (integrations.length > 0) {
    groups.push({ heading: "Administration", subheading: "Integrations", items: integrations });
  }
  if (can(scope, "users:write")) {
    const roles = { href: "/administration/people/roles", label: "Roles", icon: <ShieldCheck aria-hidden /> };
    groups.push({
      heading: "Access",
      items: [
        { href: "/administration/people/users", label: "Users", icon: <Users aria-hidden /> },
        ...(can(scope, "roles:write") ? [roles] : []),
        { href: "/administration/audit", label: "Audit", icon: <ScrollText aria-hidden /> },
      ],
    });
  }
  return groups;
}
