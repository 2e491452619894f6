import { currentTime } from "../clock";
import { prisma } from "../db";
import { isId } from "../ids";
import type { Scope } from "../scope/scope";

/** Puts one of the person's own notices away. Somebody else's is as one that does not exist. */
export async function dismissNotification({ actor }: Scope, id: string): Promise<void> {
  if (actor.kind !== "user" || actor.id === null || !isId(id)) return;
  await prisma().notice.updateMany({
    where: { id, userId: actor.id, readAt: null },
    data: { readAt: currentTime() },
  });
}
