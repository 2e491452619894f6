/** Where a page of one webhook stands. */
export const crumbs = [
  { label: "Administration" },
  { label: "Integrations" },
  { label: "Webhooks Configurations", href: "/administration/integrations/webhooks" },
];
