import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { checkSession, endSession, sessionLifetimeSeconds } from "@/lib/sign-in/sessions";
import { signInWithPassword } from "@/lib/sign-in/sign-in-with-password";
import { readClientAddress } from "./client-address";
import { readDeviceCookie, setDeviceCookie } from "./device-cookie";
import { buildOidcProvider, oidcProviderId, openOidcSession } from "./oidc";
import { toSafePath } from "./safe-path";
import { getSessionCookie } from "./session-cookie";
import { toFailureCode } from "./sign-in-failure";

/** Thrown if the session in the cookie has ended. This is expected, so it is not logged, unlike other errors that next-auth catches. */
class SessionEndedError extends Error {
  override name = "SessionEnded";
}

/**
 * next-auth's options: sign-in by password and by the OpenID Connect provider of the settings, if there is one, and a cookie
 * with only the IDs of the session and its user. Built at each use, because `next build` evaluates modules without settings.
 */
export function buildAuthOptions(): AuthOptions {
  const oidc = buildOidcProvider();
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: getSessionCookie().secure,
    session: { strategy: "jwt", maxAge: sessionLifetimeSeconds },
    jwt: { maxAge: sessionLifetimeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials, request) => authorize(credentials, request.headers ?? {}),
      }),
      ...(oidc ? [oidc] : []),
    ],
    callbacks: {
      signIn: ({ user, account, profile }) =>
        account?.provider === oidcProviderId ? openOidcSession(user, profile) : true,
      jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: user.sessionId } : token),
      session: async ({ session, token }) => {
        const live = await checkSession(token.sessionId);
        // next-auth catches this error and clears the cookie.
        if (!live) throw new SessionEndedError();
        const { id, name, email } = live.user;
        return { ...session, user: { id, name, email, role: live.role.name } };
      },
      // Redirects only to paths, which work on any host that the browser used (such as 127.0.0.1, if NEXTAUTH_URL says localhost).
      redirect: ({ url }) => toSafePath(url),
    },
    events: { signOut: ({ token }) => endSession(token.sessionId, "Signed out") },
    logger: {
      error: (code, metadata) => {
        if (metadata instanceof SessionEndedError) return;
        const error = metadata instanceof Error ? metadata : metadata.error;
        log.error({ code, error: error?.message }, "next-auth error");
      },
      // The only expected warning is that NEXTAUTH_URL is not set. That is fine, because `redirect` returns only paths.
      warn: (code) => log.debug({ code }, "next-auth warning"),
      debug: () => undefined,
    },
  };
}

type RequestHeaders = Record<string, string | undefined>;

/** next-auth sends the message of any error thrown here to the browser, so an internal error is logged and sent as "Unavailable". */
async function authorize(
  credentials: Record<"email" | "password", string> | undefined,
  headers: RequestHeaders,
) {
  const result = await signInWithPassword({
    email: credentials?.email ?? "",
    password: credentials?.password ?? "",
    ip: readClientAddress(headers["x-forwarded-for"]),
    userAgent: headers["user-agent"] ?? null,
    device: await readDeviceCookie(),
  }).catch((error: Error) => {
    log.error({ error: error.message }, "sign-in failed");
    throw new Error(toFailureCode({ reason: "unavailable" }));
  });
  if (result.ok) {
    await setDeviceCookie(result.device);
    return { id: result.userId, sessionId: result.sessionId };
  }
  if (result.reason === "invalid-credentials") return null;
  throw new Error(toFailureCode(result));
}
