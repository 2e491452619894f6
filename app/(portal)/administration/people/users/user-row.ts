import { currentTimeMs } from "@/lib/clock";
import type { UserInList } from "@/lib/users/list-users";

/** A person as the row of the list shows them. */
export interface UserRow {
  id: string;
  name: string;
  email: string;
  role: string;
  /** Empty: one of the lender's. */
  partner: string;
  state: "active" | "disabled";
  /** Empty when there is none. */
  lastSignInAt: string;
  /** What to say then. */
  notSignedIn: string;
}

/** Sessions are kept for a month after their end. */
const keptMs = 30 * 86_400_000;

export function userRows(users: readonly UserInList[], now = currentTimeMs()): UserRow[] {
  return users.map(({ id, name, email, role, partner, disabledAt, createdAt, lastSignInAt }) => ({
    ...{ id, name, email },
    role,
    partner: partner ?? "",
    state: disabledAt ? "disabled" : "active",
    lastSignInAt: lastSignInAt?.toISOString() ?? "",
    notSignedIn: now - createdAt.getTime() < keptMs ? "Never" : "Not in the last month",
  }));
}
