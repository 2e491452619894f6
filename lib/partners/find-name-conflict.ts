// Short file: creating and renaming a partner share the check.
import type { Db } from "../db";
import { equalsText } from "../text-filter";

/**
 * Returns an error message if a partner other than `exceptId` has this name, or null. Names identify partners in every list, so they
 * are unique; the lock serializes changes until the transaction ends.
 */
export async function findNameConflict(db: Db, name: string, exceptId?: string): Promise<string | null> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hookledger partner names'))`;
  const others = exceptId === undefined ? {} : { id: { not: exceptId } };
  const count = await db.partner.count({ where: { name: equalsText(name), ...others } });
  return count > 0 ? "A partner with this name already exists." : null;
}
