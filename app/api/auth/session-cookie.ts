import { env } from "@/lib/env";

/** Whether cookies are for https only, and the name of the session's; next-auth's names, told from NEXTAUTH_URL alone. */
export function sessionCookie(): { name: string; secure: boolean } {
  const secure = env().NEXTAUTH_URL?.startsWith("https://") ?? false;
  return { name: `${secure ? "__Secure-" : ""}next-auth.session-token`, secure };
}
