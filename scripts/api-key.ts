// npm run api-key -- --name NAME --scopes a,b [--partner ID] [--expires DAYS]
// The new key is the only thing on stdout, so it can be read with KEY=$(npm run --silent api-key -- ...).
import { parseArgs } from "node:util";
import { apiKeyScopes } from "@/lib/scope/permissions";
import { systemScope } from "@/lib/scope/system-scope";
import { withDatabase } from "./postgres/with-database";
import { Problem, reportProblem } from "./terminal/progress.mjs";

const usage = `
Usage: npm run api-key -- --name NAME --scopes a,b [--partner ID] [--expires DAYS]
Scopes: ${apiKeyScopes.join(", ")}, or all.`;

/** The command-line option of each field. */
const optionByField: Record<string, string> = {
  name: "--name",
  scopes: "--scopes",
  partnerId: "--partner",
  expiresInDays: "--expires",
};

function showError(lines: string[]): void {
  console.error([...lines, usage].join("\n"));
  process.exitCode = 1;
}

function readOptions() {
  const stringOption = { type: "string" } as const;
  const options = {
    name: stringOption,
    scopes: stringOption,
    partner: stringOption,
    expires: stringOption,
    help: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    showError([(error as Error).message]);
    return null;
  }
}

async function createKey(options: { name?: string; scopes?: string; partner?: string; expires?: string }) {
  const input = {
    name: options.name ?? "",
    scopes: (options.scopes ?? "").split(",").filter((name) => name.trim() !== ""),
    partnerId: options.partner,
    expiresInDays: options.expires === undefined ? null : Number(options.expires),
  };
  // The progress of withDatabase goes to stderr, so that stdout has only the key.
  const stdout = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const result = await withDatabase(async () => {
    // Imported here, because on a fresh clone withDatabase first generates the database client that this module imports.
    const { createApiKey } = await import("@/lib/api-keys/create-api-key");
    return createApiKey(systemScope("Operator"), input);
  });
  if (!result.ok) {
    showError(
      Object.entries(result.errors).map(([field, message]) => `${optionByField[field] ?? field}: ${message}`),
    );
    return;
  }
  console.error(
    `API key ${input.name} (${result.prefix}...). The key is shown only once; only its hash is stored.`,
  );
  stdout(`${result.token}\n`);
}

const options = readOptions();
if (options?.help) console.error(usage.trim());
else if (options) {
  await createKey(options).catch((error: unknown) => {
    const hasNoTables = (error as { code?: string }).code === "P2021";
    const advice = "Run npm start, or npm run migrate, first.";
    reportProblem(hasNoTables ? new Problem("The database has no tables yet.", { advice }) : error);
    process.exitCode = 1;
  });
}
