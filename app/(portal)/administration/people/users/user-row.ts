/** A person as the row of the list shows them; flat, so that the table can sort and search. */
export interface UserRow {
  id: string;
  name: string;
  email: string;
  role: string;
  /** Both empty: one of the lender's. */
  partner: string;
  partnerId: string;
  state: "active" | "disabled";
  /** Empty when there is none. */
  lastSignInAt: string;
  /** What to say then. */
  notSignedIn: string;
}

interface User {
  id: string;
  name: string;
  email: string;
  role: { name: string };
  partner: { id: string; name: string } | null;
  disabledAt: Date | null;
  createdAt: Date;
  lastSignInAt: Date | null;
}

/** Sessions are kept for a month after their end. */
const keptMs = 30 * 86_400_000;

export function userRows(users: readonly User[], now = Date.now()): UserRow[] {
  return users.map(({ id, name, email, role, partner, disabledAt, createdAt, lastSignInAt }) => ({
    ...{ id, name, email },
    role: role.name,
    partner: partner?.name ?? "",
    partnerId: partner?.id ?? "",
    state: disabledAt ? "disabled" : "active",
    lastSignInAt: lastSignInAt?.toISOString() ?? "",
    notSignedIn: now - createdAt.getTime() < keptMs ? "Never" : "Not in the last month",
  }));
}
