// Short on purpose: the breadcrumbs of the lists of integrations, and of the pages under each of them.
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
  { label: "API keys", href: "/administration/integrations/api-keys" },
];
