import { apiOf } from "@/demo/api";
import { demoKeys, demoPartners } from "@/demo/people";
import { followPort, seedDemo } from "@/demo/seed";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { closeDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { ensurePartners } from "@/lib/partners/ensure-partners";
import { systemScope } from "@/lib/scope/system-scope";

/** Run once Hookledger is up, when the demo is on: makes its data through the API, with a key that lives as long. */
const scope = systemScope("Demo");
const baseUrl = `http://127.0.0.1:${env().PORT}`;
const receiver = `${baseUrl}/demo/receiver`;
const made = await createApiKey(scope, { name: "Demo data", scopes: ["all"], expiresInDays: 1 });
if (!made.ok) throw new Error(JSON.stringify(made));
try {
  const api = apiOf(baseUrl, made.token);
  await followPort(api, receiver);
  const partners = await ensurePartners(scope, demoPartners);
  const isNew = await seedDemo(api, receiver, partners);
  if (isNew) for (const { partner, ...key } of demoKeys) await keyOf(partners.get(partner), key);
} finally {
  await revokeApiKey(scope, made.id);
  await closeDatabase();
}

/** A key that a partner's program would have. Nobody is shown it; who wants to call the API makes one of their own. */
async function keyOf(partnerId: string | undefined, key: { name: string; scopes: string[] }): Promise<void> {
  const made = await createApiKey(scope, { ...key, partnerId });
  if (!made.ok) throw new Error(JSON.stringify(made));
}
