import { prisma } from "../db";
import { newId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { readUserId } from "./queries";
import { maxSavedViews, type SavedViewInput, savedViewSchema } from "./schema";

export type SaveViewResult = { ok: true } | { ok: false; message: string };

/**
 * Saves a view for the calling user; a view with the same name is replaced. Needs deliveries:read. Rejects an invalid name, and a new view
 * if the user has 50. Throws if the scope is not a user's.
 */
export async function saveView(scope: Scope, input: SavedViewInput): Promise<SaveViewResult> {
  requirePermission(scope, "deliveries:read");
  const userId = readUserId(scope);
  if (userId === null) throw new Error("Only a user has saved views.");
  const parsed = savedViewSchema.safeParse(input);
  if (!parsed.success)
    return { ok: false, message: parsed.error.issues[0]?.message ?? "The view is invalid." };
  const { name, query } = parsed.data;
  return prisma().$transaction(async (db) => {
    // The user's row is locked, so that two views saved at the same time are both counted.
    await db.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    const replaced = await db.savedView.updateMany({ where: { userId, name }, data: { query } });
    if (replaced.count > 0) return { ok: true };
    if ((await db.savedView.count({ where: { userId } })) >= maxSavedViews)
      return { ok: false, message: `You have ${maxSavedViews} saved views. Delete one first.` };
    await db.savedView.create({ data: { id: newId(), userId, name, query } });
    return { ok: true };
  });
}
