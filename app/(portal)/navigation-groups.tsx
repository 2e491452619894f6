import { Landmark, LayoutDashboard, Send, Webhook } from "lucide-react";
import { LoanSearch } from "@/components/shell/loan-search";
import type { NavigationGroup } from "@/components/shell/navigation";
import type { Permission } from "@/lib/access/permissions";

/** What the navigation offers: only pages that these permissions open. The pages ask for themselves all the same. */
export function navigationGroups(granted: readonly Permission[]): NavigationGroup[] {
  const groups: NavigationGroup[] = [
    { items: [{ href: "/", label: "Overview", icon: <LayoutDashboard aria-hidden /> }] },
  ];
  if (granted.includes("deliveries:read")) {
    groups.push({
      heading: "Servicing",
      search: <LoanSearch />,
      items: [
        { href: "/loans", label: "Loans", icon: <Landmark aria-hidden /> },
        { href: "/deliveries", label: "Deliveries", icon: <Send aria-hidden /> },
      ],
    });
  }
  if (granted.includes("webhooks:read")) {
    const href = "/administration/integrations/webhooks";
    groups.push({
      heading: "Administration",
      subheading: "Integrations",
      items: [{ href, label: "Webhooks Configurations", icon: <Webhook aria-hidden /> }],
    });
  }
  return groups;
}
