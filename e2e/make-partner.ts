import { closeDatabase } from "@/lib/db";
import { createPartner } from "@/lib/partners/create-partner";
import { systemScope } from "@/lib/scope/system-scope";
import { createUser } from "@/lib/users/create-user";

/** A partner with one administrator in the database of a system under test: NAME EMAIL PASSWORD. Prints its id. */
const [name = "", email = "", password = ""] = process.argv.slice(2);
const scope = systemScope("Tests");
const partner = await createPartner(scope, { name, kind: "partner" });
if (!partner.ok) throw new Error(JSON.stringify(partner));
const person = { email, password, name: `${name} administrator`, roleId: "administrator" };
const made = await createUser(scope, { ...person, partnerId: partner.id });
if (!made.ok) throw new Error(JSON.stringify(made));
process.stdout.write(`partner: ${partner.id}\n`);
await closeDatabase();
