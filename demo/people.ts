/** The people of the demo, one of each role. Their passwords are public: the demo is for looking around. */
export const demoPeople = [
  { email: "admin@example.com", password: "hookledger-demo", name: "Ada Admin", roleId: "administrator" },
  { email: "servicing@example.com", password: "hookledger-demo", name: "Sam Servicing", roleId: "servicing" },
  { email: "viewer@example.com", password: "hookledger-demo", name: "Vera Viewer", roleId: "viewer" },
];
