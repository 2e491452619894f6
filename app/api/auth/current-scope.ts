import type { NextApiRequest } from "next";
import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { env } from "@/lib/env";
import { refreshHeader } from "@/lib/http-server/mark-refresh";
import { describeMissingPermission, type Permission } from "@/lib/scope/permissions";
import { can, type Scope } from "@/lib/scope/scope";
import { toScope } from "@/lib/sign-in/session-scope";
import { checkSession, type LiveSession } from "@/lib/sign-in/sessions";
import { findUnstorable } from "@/lib/unstorable-text";
import { pathHeader } from "./path-header";
import { toSafePath } from "./safe-path";
import { getSessionCookie } from "./session-cookie";

/** Returns the session ID in the cookie, or null without a valid cookie. The session itself may have ended: the caller checks it. */
export async function readCurrentSessionId(): Promise<string | null> {
  // Called before env(): in a build without settings, cookies() tells Next to render the page at each request.
  const allCookies = await cookies();
  const { name, secure } = getSessionCookie();
  const value = allCookies.get(name)?.value;
  if (!value) return null;
  // getToken gets no other headers, because it would also accept a session in an Authorization header.
  const req = { cookies: { [name]: value }, headers: {} } as NextApiRequest;
  const token = await getToken({
    req,
    cookieName: name,
    secureCookie: secure,
    secret: env().NEXTAUTH_SECRET,
  });
  return token?.sessionId ?? null;
}

/**
 * The session of the current user (name, role, time zone), or null; read from the database once per request. A request is activity of the
 * user, unless an open page is only rendered again.
 */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const id = await readCurrentSessionId();
  return id ? checkSession(id, { touch: !(await headers()).has(refreshHeader) }) : null;
});

/** The scope of the current user, or null if nobody is signed in. Throws if the database is unavailable. */
export const currentScope = cache(async (): Promise<Scope | null> => {
  const session = await currentSession();
  return session && toScope(session);
});

/**
 * Returns the scope for a page. Every page calls this, because a layout does not guard its pages. It redirects signed-out users to
 * the sign-in page, which leads back to the same view. Without the permission, or one of them if several are given, it responds 403
 * with the nearest `forbidden.tsx`.
 * Next 16 sends a 403 or 404 with an empty body and the page as data, which the browser renders (Next's app-render, "errorShell").
 * Inside a Suspense boundary the response would contain the HTML, but its status would be 200.
 */
export async function pageScope(required?: Permission | readonly Permission[]): Promise<Scope> {
  const scope = await currentScope();
  if (!scope) {
    const path = toSafePath((await headers()).get(pathHeader));
    redirect(path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  }
  if (required && ![required].flat().some((permission) => can(scope, permission))) forbidden();
  return scope;
}

export type ActionScopeResult =
  | { ok: true; scope: Scope }
  | { ok: false; reason: "signed-out" | "forbidden" | "unstorable"; message: string };

/**
 * For server actions: the scope, or a message that says why there is none.
 * @param required the permission; if several are given, one of them is enough; if undefined, every signed-in user has access
 * @param input the arguments of the action; text in it that cannot be stored is rejected here
 */
export async function actionScope(
  required?: Permission | readonly Permission[],
  input: unknown[] = [],
): Promise<ActionScopeResult> {
  const scope = await currentScope();
  if (!scope) {
    return { ok: false, reason: "signed-out", message: "You are signed out. Sign in and try again." };
  }
  const acceptedPermissions = [required ?? []].flat();
  const [first] = acceptedPermissions;
  if (first && !acceptedPermissions.some((permission) => can(scope, permission))) {
    return { ok: false, reason: "forbidden", message: describeMissingPermission(first) };
  }
  const unstorable = findUnstorable(input);
  return unstorable ? { ok: false, reason: "unstorable", message: unstorable.message } : { ok: true, scope };
}
