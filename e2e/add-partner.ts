import { closeDatabase } from "@/lib/db";
import { createPartner } from "@/lib/partners/create-partner";
import { systemScope } from "@/lib/scope/system-scope";
import { createUser } from "@/lib/users/create-user";

/**
 * Adds a partner with one administrator to the database of a system under test. Arguments: NAME EMAIL PASSWORD. Prints the
 * partner's ID.
 */
const [name = "", email = "", password = ""] = process.argv.slice(2);
const scope = systemScope("Tests");
const partner = await createPartner(scope, { name, kind: "partner" });
if (!partner.ok) throw new Error(JSON.stringify(partner));
const user = { email, password, name: `${name} administrator`, roleId: "administrator" };
const createResult = await createUser(scope, { ...user, partnerId: partner.id });
if (!createResult.ok) throw new Error(JSON.stringify(createResult));
process.stdout.write(`partner: ${partner.id}\n`);
await closeDatabase();
