import { publicEndpoint } from "@/lib/adapters/api/endpoint";
import { publicCalls } from "@/lib/adapters/api/public-calls";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { listPublishedKeys } from "@/lib/webhooks/signing/published-keys";

/** How long receivers may cache the keys. It is much shorter than the overlap after a rotation (24 h by default). */
const maxAgeSeconds = 300;

export const GET = publicEndpoint(publicCalls.jwks, async ({ params: { webhookId = "" } }) => {
  const keys = await listPublishedKeys(webhookId);
  if (!keys) throw notFound(`webhook ${webhookId} with public keys`);
  return jsonResponse(
    200,
    { keys },
    { "Content-Type": "application/jwk-set+json", "Cache-Control": `public, max-age=${maxAgeSeconds}` },
  );
});
