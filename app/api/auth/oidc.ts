import { headers } from "next/headers";
import type { Profile, User } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { signInOidcUser } from "@/lib/sign-in/sign-in-oidc-user";
import { readClientAddress } from "./client-address";
import { readDeviceCookie, setDeviceCookie } from "./device-cookie";
import { type SignInFailure, toFailureCode } from "./sign-in-failure";

/** The provider's ID in next-auth's URLs. Register `<NEXTAUTH_URL>/api/auth/callback/oidc` with the provider. */
export const oidcProviderId = "oidc";

interface Claims extends Profile {
  email_verified?: boolean | string;
}

/** The OpenID Connect provider in the settings, or null if none is set. */
export function buildOidcProvider(): OAuthConfig<Claims> | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    id: oidcProviderId,
    name: "OpenID Connect",
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    httpOptions: { timeout: 10_000 },
    userinfo: {
      // Many providers leave the e-mail address out of the ID token. The client checks that the response has the ID token's subject.
      request: async ({ client, tokens }) => {
        const tokenSet = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
        const { userinfo_endpoint } = client.issuer.metadata;
        return { ...tokenSet.claims(), ...(userinfo_endpoint ? await client.userinfo(tokenSet) : {}) };
      },
    },
    profile: ({ sub = "", email }) => ({ id: sub, email, sessionId: "" }),
  };
}

/**
 * next-auth's `signIn` callback for the OpenID Connect provider. Opens a session for the user with the profile's e-mail address and
 * assigns the user ID and session ID to `user`, from which next-auth creates the cookie. On failure, returns the path to redirect to.
 */
export async function openOidcSession(user: User, profile: Claims | undefined): Promise<true | string> {
  const requestHeaders = await headers();
  try {
    const result = await signInOidcUser({
      email: profile?.email ?? "",
      // Some providers write the boolean as a string.
      emailVerified: profile?.email_verified === true || profile?.email_verified === "true",
      ip: readClientAddress(requestHeaders.get("x-forwarded-for")),
      userAgent: requestHeaders.get("user-agent"),
      device: await readDeviceCookie(),
    });
    if (!result.ok) return toFailurePath({ reason: result.reason });
    await setDeviceCookie(result.device);
    Object.assign(user, { id: result.userId, sessionId: result.sessionId });
    return true;
  } catch (error) {
    log.error({ error: (error as Error).message }, "sign-in failed");
    return toFailurePath({ reason: "unavailable" });
  }
}

function toFailurePath(failure: SignInFailure): string {
  return `/sign-in?error=${encodeURIComponent(toFailureCode(failure))}`;
}
