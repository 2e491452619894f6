/** For a Prisma `select`: the keys of a webhook whose overlap runs at that moment, the one replaced last first. */
export function previousKeysAt(now: Date) {
  return {
    select: { id: true, keySealed: true, validUntil: true },
    where: { validUntil: { gt: now } },
    orderBy: { id: "desc" },
  } as const;
}
