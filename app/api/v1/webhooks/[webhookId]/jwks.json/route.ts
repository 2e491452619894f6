import { publicEndpoint } from "@/lib/adapters/api/endpoint";
import { publicCalls } from "@/lib/adapters/api/public-calls";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { publishedKeys } from "@/lib/webhooks/signing/published-keys";

/** Receivers that keep it for this long have a new key before a rotation's overlap ends, which is in hours. */
const seconds = 300;

export const GET = publicEndpoint(publicCalls.jwks, async ({ params: { webhookId = "" } }) => {
  const keys = await publishedKeys(webhookId);
  if (!keys) throw notFound(`webhook ${webhookId} with public keys`);
  return new Response(JSON.stringify({ keys }), {
    headers: { "Content-Type": "application/jwk-set+json", "Cache-Control": `public, max-age=${seconds}` },
  });
});
