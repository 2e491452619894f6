export const crumbs = [
  { label: "Administration" },
  { label: "Integrations" },
  { label: "Event catalogue", href: "/catalogue" },
];
