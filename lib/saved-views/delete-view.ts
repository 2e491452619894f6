// Short file: each use case has its own.
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { readUserId } from "./queries";

/** Deletes a saved view of the calling user; another user's view, or one that does not exist, is left as it is. Needs deliveries:read. */
export async function deleteView(scope: Scope, viewId: string): Promise<void> {
  requirePermission(scope, "deliveries:read");
  const [userId, id] = [readUserId(scope), parseId(viewId)];
  if (userId === null || id === null) return;
  await prisma().savedView.deleteMany({ where: { id, userId } });
}
