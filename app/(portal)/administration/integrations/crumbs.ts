// Short file: the lists under Integrations and the pages below each list share these breadcrumbs.
export const integrationCrumbs = [{ label: "Administration" }, { label: "Integrations" }];
export const webhookCrumbs = [
  ...integrationCrumbs,
  { label: "Webhooks Configurations", href: "/administration/integrations/webhooks" },
];
export const sourceCrumbs = [
  ...integrationCrumbs,
  { label: "Sources", href: "/administration/integrations/sources" },
];
export const partnerCrumbs = [
  ...integrationCrumbs,
  { label: "Partners", href: "/administration/integrations/partners" },
];
export const apiKeyCrumbs = [
  ...integrationCrumbs,
  { label: "API keys", href: "/administration/integrations/api-keys" },
];
