import { currentTimeMs } from "@/lib/clock";
import type { UserListItem } from "@/lib/users/list-users";

/** A user as a row of the list. */
export interface UserRow {
  id: string;
  name: string;
  email: string;
  role: string;
  /** Empty for the lender's users. */
  partner: string;
  state: "active" | "disabled";
  /** Empty if no sign-in is recorded. */
  lastSignInAt: string;
  /** Shown if no sign-in is recorded. */
  noSignInText: string;
}

/** How long sessions are kept after they end. */
const sessionRetentionMs = 30 * 86_400_000;

export function toUserRows(users: readonly UserListItem[], now = currentTimeMs()): UserRow[] {
  return users.map(({ id, name, email, role, partner, disabledAt, createdAt, lastSignInAt }) => ({
    ...{ id, name, email },
    role,
    partner: partner ?? "",
    state: disabledAt ? "disabled" : "active",
    lastSignInAt: lastSignInAt?.toISOString() ?? "",
    noSignInText:
      now - createdAt.getTime() < sessionRetentionMs ? "Never" : "More than a month ago, or never",
  }));
}
