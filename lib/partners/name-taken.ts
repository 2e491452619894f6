import type { Db } from "../db";
import { equalsText } from "../text-filter";

/**
 * Why no partner but `exceptId` may have this name, or null when it is free. Names tell partners apart in every list,
 * so two are not called the same; changes wait for each other here until the transaction ends.
 */
export async function nameTaken(db: Db, name: string, exceptId?: string): Promise<string | null> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hookledger partner names'))`;
  const others = exceptId === undefined ? {} : { id: { not: exceptId } };
  const count = await db.partner.count({ where: { name: equalsText(name), ...others } });
  return count > 0 ? "A partner with this name already exists." : null;
}
