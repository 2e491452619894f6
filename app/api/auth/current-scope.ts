import type { NextApiRequest } from "next";
import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { env } from "@/lib/env";
import { type Permission, permissions } from "@/lib/scope/permissions";
import { can, type Scope } from "@/lib/scope/scope";
import { toScope } from "@/lib/sign-in/session-scope";
import { checkSession, type LiveSession } from "@/lib/sign-in/sessions";
import { findUnstorable } from "@/lib/unstorable-text";
import { pathHeader } from "./path-header";
import { safePath } from "./safe-path";
import { sessionCookie } from "./session-cookie";

/** The id in the session cookie, whether or not that session still lives; null when there is no cookie of ours. */
export async function currentSessionId(): Promise<string | null> {
  // First of all: it tells Next, while building without settings, that this page is made at each request.
  const all = await cookies();
  const { name, secure } = sessionCookie();
  const value = all.get(name)?.value;
  if (!value) return null;
  // Only the cookie: getToken would take the session from an Authorization header too.
  const req = { cookies: { [name]: value }, headers: {} } as NextApiRequest;
  const token = await getToken({
    req,
    cookieName: name,
    secureCookie: secure,
    secret: env().NEXTAUTH_SECRET,
  });
  return token?.sessionId ?? null;
}

/** The session of the person who asks (name, role, time zone), or null; asked of the database once per request. */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const id = await currentSessionId();
  return id ? checkSession(id) : null;
});

/** The scope of the person who asks, or null when nobody is signed in. Throws when the database cannot be asked. */
export const currentScope = cache(async (): Promise<Scope | null> => {
  const session = await currentSession();
  return session && toScope(session);
});

/**
 * For pages, each of which calls it: a layout is no gate. Signed out, it leads to the sign-in page and from there
 * back to the very same view; without the permission it renders the nearest `forbidden.tsx` with a 403. The browser draws
 * that one, as every notFound(): Next 16 sends such a status with an empty body and the page as data beside it (its
 * app-render, "errorShell"). Inside a Suspense boundary the HTML would be there, but under a 200.
 */
export async function pageScope(permission?: Permission): Promise<Scope> {
  const scope = await currentScope();
  if (!scope) {
    const path = safePath((await headers()).get(pathHeader));
    redirect(path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  }
  if (permission && !can(scope, permission)) forbidden();
  return scope;
}

export type ActionScope =
  | { ok: true; scope: Scope }
  | { ok: false; reason: "signed-out" | "forbidden" | "unstorable"; message: string };

/**
 * For server actions: the scope, or why there is none in a sentence to show.
 * @param asked of several, those of the pages that call the action, one is enough; undefined: for everybody who is signed in
 * @param given whatever the action was called with; text in it that cannot be stored is rejected here, for all of them
 */
export async function actionScope(
  asked?: Permission | readonly Permission[],
  given: unknown[] = [],
): Promise<ActionScope> {
  const scope = await currentScope();
  if (!scope) {
    return { ok: false, reason: "signed-out", message: "You are signed out. Sign in and try again." };
  }
  const enough = [asked ?? []].flat();
  const [first] = enough;
  if (first && !enough.some((permission) => can(scope, permission))) {
    const message = `Your role does not allow this: ${permissions[first].toLowerCase()}.`;
    return { ok: false, reason: "forbidden", message };
  }
  const unstorable = findUnstorable(given);
  return unstorable ? { ok: false, reason: "unstorable", message: unstorable.message } : { ok: true, scope };
}
