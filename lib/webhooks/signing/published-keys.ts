import { currentTime } from "../../clock";
import { unseal } from "../../crypto/seal";
import { prisma } from "../../db";
import { getDialect } from "../../dialects";
import type { PublicKey } from "../../dialects/dialect";
import { parseId } from "../../ids";
import { previousKeysQuery, sealContext } from "../secrets/sealed-values";

/**
 * Lists the public keys that verify a webhook's deliveries: the current one, then the previous ones that are still valid. Null if
 * no webhook has this ID, or none of its keys has a public half. Takes no scope, because the keys are public, and whether a
 * webhook ID exists is not secret.
 */
export async function listPublishedKeys(typedId: string, now = currentTime()): Promise<PublicKey[] | null> {
  const webhookId = parseId(typedId);
  if (webhookId === null) return null;
  const row = await prisma().webhook.findFirst({
    where: { id: webhookId, deletedAt: null },
    select: { dialect: true, keySealed: true, previousKeys: previousKeysQuery(now) },
  });
  const { publicKey } = row ? getDialect(row.dialect) : {};
  if (!row || !publicKey) return null;
  const sealed = [row, ...row.previousKeys].map(({ keySealed }) => keySealed);
  const keys = sealed.flatMap((each) => publicKey(unseal(each, sealContext.key(webhookId))) ?? []);
  return keys.length > 0 ? keys : null;
}
