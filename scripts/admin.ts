// npm run admin -- --restore EMAIL
// Makes a user an administrator again (audited), for when no portal user can restore permissions.
import { parseArgs } from "node:util";
import { systemScope } from "@/lib/scope/system-scope";
import { withDatabase } from "./postgres/with-database";
import { Problem, reportProblem } from "./terminal/progress.mjs";

const usage = `
Usage: npm run admin -- --restore EMAIL
Enables the user, gives them the Administrator role, and gives that role every permission. Their password does not change.`;

const rejectionMessages = {
  "not-found": "There is no user with this e-mail address.",
  "partner-user":
    "This user belongs to a partner. Only a user of the lender can be restored as an administrator.",
} as const;

function showError(message: string): void {
  console.error(`${message}\n${usage}`);
  process.exitCode = 1;
}

function readOptions() {
  try {
    return parseArgs({ options: { restore: { type: "string" }, help: { type: "boolean" } } }).values;
  } catch (error) {
    showError((error as Error).message);
    return null;
  }
}

async function restore(email: string): Promise<void> {
  const restored = await withDatabase(async () => {
    // Imported here, because on a fresh clone withDatabase first generates the database client that this module imports.
    const { restoreAdministrator } = await import("@/lib/users/restore-administrator");
    return restoreAdministrator(systemScope("Operator"), email);
  });
  if (restored.ok) console.log(`${email} is an administrator again. The changes are in the audit trail.`);
  else showError(rejectionMessages[restored.reason]);
}

const options = readOptions();
if (options?.help) console.log(usage.trim());
else if (options && !options.restore) showError("--restore EMAIL is missing.");
else if (options?.restore) {
  await restore(options.restore).catch((error: unknown) => {
    const hasNoTables = (error as { code?: string }).code === "P2021";
    const advice = "Run npm start, or npm run migrate, first.";
    reportProblem(hasNoTables ? new Problem("The database has no tables yet.", { advice }) : error);
    process.exitCode = 1;
  });
}
