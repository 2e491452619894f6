/** Where the lists of integrations stand, and the pages under each of them. */
export const listCrumbs = [{ label: "Administration" }, { label: "Integrations" }];
export const webhookCrumbs = [
  ...listCrumbs,
  { label: "Webhooks Configurations", href: "/administration/integrations/webhooks" },
];
export const partnerCrumbs = [
  ...listCrumbs,
  { label: "Partners", href: "/administration/integrations/partners" },
];
export const apiKeyCrumbs = [
  ...listCrumbs,
  { label: "API Keys", href: "/administration/integrations/api-keys" },
];
