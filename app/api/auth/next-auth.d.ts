import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  /** What `authorize` returns for a user who has just signed in. */
  interface User {
    sessionId: string;
  }

  interface Session extends DefaultSession {
    user: { id: string; name: string; email: string; role: string };
  }
}

declare module "next-auth/jwt" {
  /** The content of the cookie, encrypted; `sub` is the user's ID. */
  interface JWT {
    sub: string;
    sessionId: string;
  }
}
