import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  /** What `authorize` returns of a person who has just signed in. */
  interface User {
    sessionId: string;
  }

  interface Session extends DefaultSession {
    user: { id: string; name: string; email: string; role: string };
  }
}

declare module "next-auth/jwt" {
  /** All that the cookie carries, encrypted; `sub` is the user's id. */
  interface JWT {
    sub: string;
    sessionId: string;
  }
}
