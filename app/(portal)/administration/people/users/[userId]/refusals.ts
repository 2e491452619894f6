import { lastAdministratorMessage } from "@/lib/users/last-administrator";

/** Why a person was not changed, in words. */
export const refusals = {
  "not-found": "This user no longer exists.",
  "own-account": "You cannot change your own role, disable yourself or set your own password here.",
  "last-administrator": lastAdministratorMessage,
} as const;
