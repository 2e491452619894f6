// Short file: next-auth and the reader of its cookie must agree on the name.
import { env } from "@/lib/env";

/** next-auth's name of the session cookie, and whether cookies are for https only; both follow from NEXTAUTH_URL. */
export function getSessionCookie(): { name: string; secure: boolean } {
  const secure = env().NEXTAUTH_URL?.startsWith("https://") ?? false;
  return { name: `${secure ? "__Secure-" : ""}next-auth.session-token`, secure };
}
