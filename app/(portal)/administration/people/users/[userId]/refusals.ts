import { lastAdministratorMessage } from "@/lib/users/last-administrator";

/** Why a person was not changed, in words. */
export const refusals = {
  "not-found": "There is no such person any more.",
  "own-account": "Nobody changes their own role, disables themselves, or sets their own password here.",
  "last-administrator": lastAdministratorMessage,
} as const;
