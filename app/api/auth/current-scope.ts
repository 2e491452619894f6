import type { NextApiRequest } from "next";
import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { env } from "@/lib/env";
import { describeMissingPermission, type Permission } from "@/lib/scope/permissions";
import { can, type Scope } from "@/lib/scope/scope";
import { toScope } from "@/lib/sign-in/session-scope";
import { checkSession, type LiveSession } from "@/lib/sign-in/sessions";
import { findUnstorable } from "@/lib/unstorable-text";
import { pathHeader } from "./path-header";
import { toSafePath } from "./safe-path";
import { getSessionCookie } from "./session-cookie";

/** The ID in the session cookie, even if that session has been ended meanwhile; null without a cookie that we issued and that is valid. */
export async function readCurrentSessionId(): Promise<string | null> {
  // First: when building without settings, this tells Next that the page is rendered at each request.
  const allCookies = await cookies();
  const { name, secure } = getSessionCookie();
  const value = allCookies.get(name)?.value;
  if (!value) return null;
  // Only the cookie: getToken would accept the session in an Authorization header too.
  const req = { cookies: { [name]: value }, headers: {} } as NextApiRequest;
  const token = await getToken({
    req,
    cookieName: name,
    secureCookie: secure,
    secret: env().NEXTAUTH_SECRET,
  });
  return token?.sessionId ?? null;
}

/** The session of the current user (name, role, time zone), or null; read from the database once per request. */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const id = await readCurrentSessionId();
  return id ? checkSession(id) : null;
});

/** The scope of the current user, or null if nobody is signed in. Throws if the database is unavailable. */
export const currentScope = cache(async (): Promise<Scope | null> => {
  const session = await currentSession();
  return session && toScope(session);
});

/**
 * For every page: a layout does not guard its pages. Signed out, it redirects to the sign-in page and from there back to the
 * same view; without the permission it renders the nearest `forbidden.tsx` with a 403. That page is rendered in the browser,
 * like the page of every notFound(): Next 16 sends a 403 or 404 with an empty body and the page as data (Next's app-render,
 * "errorShell"). Inside a Suspense boundary the response would contain the HTML, but its status would be 200.
 */
export async function pageScope(permission?: Permission): Promise<Scope> {
  const scope = await currentScope();
  if (!scope) {
    const path = toSafePath((await headers()).get(pathHeader));
    redirect(path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  }
  if (permission && !can(scope, permission)) forbidden();
  return scope;
}

export type ActionScopeResult =
  | { ok: true; scope: Scope }
  | { ok: false; reason: "signed-out" | "forbidden" | "unstorable"; message: string };

/**
 * For server actions: the scope, or a message that says why there is none.
 * @param required one of several is enough, if several pages call the action; undefined: any signed-in user
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
  const enough = [required ?? []].flat();
  const [first] = enough;
  if (first && !enough.some((permission) => can(scope, permission))) {
    return { ok: false, reason: "forbidden", message: describeMissingPermission(first) };
  }
  const unstorable = findUnstorable(input);
  return unstorable ? { ok: false, reason: "unstorable", message: unstorable.message } : { ok: true, scope };
}
