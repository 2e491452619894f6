// Runs when Hookledger is up and the demo is on. Creates the demo's data through the API, with a temporary API key.
import { connectApi } from "@/demo/api";
import { seedDemo, updateWebhookPorts } from "@/demo/seed";
import { demoApiKeys, demoPartners } from "@/demo/users";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { closeDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { ensurePartners } from "@/lib/partners/ensure-partners";
import { systemScope } from "@/lib/scope/system-scope";

const scope = systemScope("Demo");
const baseUrl = `http://127.0.0.1:${env().PORT}`;
const receiverUrl = `${baseUrl}/demo/receiver`;
const createResult = await createApiKey(scope, { name: "Demo data", scopes: ["all"], expiresInDays: 1 });
if (!createResult.ok) throw new Error(JSON.stringify(createResult));
try {
  const api = connectApi(baseUrl, createResult.token);
  await updateWebhookPorts(api, receiverUrl);
  const partners = await ensurePartners(scope, demoPartners);
  const isNew = await seedDemo(api, receiverUrl, partners);
  if (isNew)
    for (const { partner, ...key } of demoApiKeys) await createPartnerKey(partners.get(partner), key);
} finally {
  await revokeApiKey(scope, createResult.id);
  await closeDatabase();
}

/** Creates an API key that appears in the partner's list. Its token is discarded, because users create their own keys. */
async function createPartnerKey(
  partnerId: string | undefined,
  key: { name: string; scopes: string[] },
): Promise<void> {
  const created = await createApiKey(scope, { ...key, partnerId });
  if (!created.ok) throw new Error(JSON.stringify(created));
}
