/** Where a page about one partner stands. */
export const crumbs = [
  { label: "Administration" },
  { label: "Integrations" },
  { label: "Partners", href: "/administration/integrations/partners" },
];
