/** Partners and customers of the demo's lender. All are invented. */
export const demoPartners = [
  { name: "Fernhollow Brokers", kind: "partner" },
  { name: "Quillmark Auto Finance", kind: "partner" },
  { name: "Bluequarry Builders", kind: "customer" },
] as const;

export type DemoPartnerName = (typeof demoPartners)[number]["name"];

interface DemoUser {
  email: string;
  password: string;
  name: string;
  roleId: string;
  /** Undefined: a user of the lender. */
  partner?: DemoPartnerName;
}

const password = "hookledger-demo";

/** The users of the demo: one of each role, and one of a partner. Their passwords are public. */
export const demoUsers: DemoUser[] = [
  { email: "admin@example.com", password, name: "Ada Admin", roleId: "administrator" },
  { email: "servicing@example.com", password, name: "Sam Servicing", roleId: "servicing" },
  { email: "viewer@example.com", password, name: "Vera Viewer", roleId: "viewer" },
  {
    email: "partner@example.com",
    password,
    name: "Petra Partner",
    roleId: "administrator",
    partner: "Fernhollow Brokers",
  },
];

/** The API keys of the demo's partners. */
export const demoApiKeys: { name: string; scopes: string[]; partner: DemoPartnerName }[] = [
  {
    name: "Broker portal",
    scopes: ["events:write", "event-types:read", "webhooks:read", "deliveries:read"],
    partner: "Fernhollow Brokers",
  },
];
