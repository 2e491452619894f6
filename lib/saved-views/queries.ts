import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import type { SavedView } from "./schema";

/** Lists the calling user's saved views by name; none for an API key. Needs deliveries:read. */
export async function listSavedViews(scope: Scope): Promise<SavedView[]> {
  requirePermission(scope, "deliveries:read");
  const userId = readUserId(scope);
  if (userId === null) return [];
  const select = { id: true, name: true, query: true } as const;
  return prisma().savedView.findMany({ where: { userId }, select, orderBy: [{ name: "asc" }] });
}

/** The ID of the user who owns what this scope saves; null if it is not a user's. */
export function readUserId({ actor: { kind, id } }: Scope): string | null {
  return kind === "user" ? id : null;
}
