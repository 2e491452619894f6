import pg from "pg";
import { generateApiKey, hashApiKey, toApiKeyPrefix } from "../lib/api-keys/api-key-token";
import { newId } from "../lib/ids";
import { apiKeyScopes, lenderOnlyPermissions } from "../lib/scope/permissions";

// Inserts the key directly: the script that operators use takes a second for each key, and the tests need fifty keys.
const insertSql = `
  INSERT INTO api_keys (id, name, prefix, hash, scopes, partner_id, created_by) VALUES ($1, 'e2e', $2, $3, $4, $5, 'Tests')`;

/**
 * Adds an API key to the database of a system under test.
 * @param scopes all scopes by default; a partner's key does not get the scopes that only the lender can have
 * @returns the key
 */
export async function insertApiKey(
  { databaseUrl }: { databaseUrl: string },
  scopes: readonly string[] = apiKeyScopes,
  partnerId: string | null = null,
): Promise<string> {
  const key = generateApiKey();
  const withheld: readonly string[] = partnerId === null ? [] : lenderOnlyPermissions;
  const granted = scopes.filter((scope) => !withheld.includes(scope));
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const insert = database.query(insertSql, [
    newId(),
    toApiKeyPrefix(key),
    hashApiKey(key),
    granted,
    partnerId,
  ]);
  await insert.finally(() => database.end());
  return key;
}
