/** Partners and customers of the demo's lender, by name. All are invented. */
export const demoPartners = [
  { name: "Fernhollow Brokers", kind: "partner" },
  { name: "Quillmark Auto Finance", kind: "partner" },
  { name: "Bluequarry Builders", kind: "customer" },
] as const;

export type DemoPartner = (typeof demoPartners)[number]["name"];

interface DemoPerson {
  email: string;
  password: string;
  name: string;
  roleId: string;
  /** None: the lender's own. */
  partner?: DemoPartner;
}

const password = "hookledger-demo";

/** The people of the demo: of each role, and a partner's. Their passwords are public: the demo is for looking around. */
export const demoPeople: DemoPerson[] = [
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
export const demoKeys: { name: string; scopes: string[]; partner: DemoPartner }[] = [
  {
    name: "Broker portal",
    scopes: ["events:write", "event-types:read", "webhooks:read", "deliveries:read"],
    partner: "Fernhollow Brokers",
  },
];
