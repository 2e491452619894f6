import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export interface OidcServer {
  /** Hookledger's settings for this server. */
  settings: { OIDC_ISSUER: string; OIDC_CLIENT_ID: string; OIDC_CLIENT_SECRET: string };
  close(): Promise<void>;
}

/**
 * Starts a real OpenID Connect server with its own sign-in page. Entering an e-mail address there signs in as that user, with any
 * password; an address that begins with "unverified" is marked as not verified. PKCE is required.
 */
export async function startOidcServer(redirectUri: string): Promise<OidcServer> {
  let handle: RequestListener = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => handle(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = {
    client_id: "hookledger",
    client_secret: "secret-of-the-tests",
    redirect_uris: [redirectUri],
  };
  const provider = new Provider(issuer, {
    clients: [client],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    pkce: { required: () => true },
    findAccount: (_: unknown, email: string) => ({
      accountId: email,
      claims: () => ({ sub: email, email, email_verified: !email.startsWith("unverified") }),
    }),
  });
  handle = provider.callback();
  return {
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.client_id,
      OIDC_CLIENT_SECRET: client.client_secret,
    },
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
