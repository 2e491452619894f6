import {
  BookOpen,
  CalendarClock,
  Inbox,
  KeyRound,
  Landmark,
  LayoutDashboard,
  ScrollText,
  Send,
  ShieldCheck,
  Users,
  Webhook,
} from "lucide-react";
import type { NavigationGroup } from "@/components/shell/navigation";
import type { Permission } from "@/lib/access/permissions";
import { isDemo } from "@/lib/demo/receiver";

/** What the navigation offers: only pages that these permissions open. The pages ask for themselves all the same. */
export function navigationGroups(granted: readonly Permission[]): NavigationGroup[] {
  const groups: NavigationGroup[] = [
    { items: [{ href: "/", label: "Overview", icon: <LayoutDashboard aria-hidden /> }] },
  ];
  if (granted.includes("deliveries:read")) {
    groups.push({
      heading: "Servicing",
      items: [
        { href: "/loans", label: "Loans", icon: <Landmark aria-hidden /> },
        { href: "/deliveries", label: "Deliveries", icon: <Send aria-hidden /> },
        { href: "/events", label: "Events", icon: <CalendarClock aria-hidden /> },
      ],
    });
  }
  const integrations = [
    {
      needs: "webhooks:read",
      href: "/administration/integrations/webhooks",
      label: "Webhooks Configurations",
      icon: <Webhook aria-hidden />,
    },
    {
      needs: "event-types:read",
      href: "/catalogue",
      label: "Event catalogue",
      icon: <BookOpen aria-hidden />,
    },
    {
      needs: "api-keys:write",
      href: "/administration/integrations/api-keys",
      label: "API Keys",
      icon: <KeyRound aria-hidden />,
    },
    ...(isDemo()
      ? [
          {
            needs: "webhooks:read",
            href: "/receiver",
            label: "Built-in receiver",
            icon: <Inbox aria-hidden />,
          },
        ]
      : []),
  ].filter(({ needs }) => granted.includes(needs as Permission));
  if (integrations.length > 0) {
    groups.push({ heading: "Administration", subheading: "Integrations", items: integrations });
  }
  if (granted.includes("users:write")) {
    groups.push({
      heading: "People",
      items: [
        { href: "/administration/people/users", label: "Users", icon: <Users aria-hidden /> },
        { href: "/administration/people/roles", label: "Roles", icon: <ShieldCheck aria-hidden /> },
        { href: "/administration/audit", label: "Audit", icon: <ScrollText aria-hidden /> },
      ],
    });
  }
  return groups;
}
