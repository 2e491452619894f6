// Short file: queries.ts only reads notifications; this changes one.
import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import type { Scope } from "../scope/scope";

/** Dismisses one of the user's own notifications. Does nothing if the ID is unknown or belongs to another user's notification. */
export async function dismissNotification({ actor }: Scope, typedId: string): Promise<void> {
  const id = parseId(typedId);
  if (actor.kind !== "user" || actor.id === null || id === null) return;
  await prisma().notification.updateMany({
    where: { id, userId: actor.id, readAt: null },
    data: { readAt: currentTime() },
  });
}
