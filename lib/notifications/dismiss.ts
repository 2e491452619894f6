// Short file: one use case per file.
import { currentTime } from "../clock";
import { prisma } from "../db";
import { isId } from "../ids";
import type { Scope } from "../scope/scope";

/** Dismisses one of the user's own notifications. Another user's is treated as not found. */
export async function dismissNotification({ actor }: Scope, id: string): Promise<void> {
  if (actor.kind !== "user" || actor.id === null || !isId(id)) return;
  await prisma().notification.updateMany({
    where: { id, userId: actor.id, readAt: null },
    data: { readAt: currentTime() },
  });
}
