import { cookies } from "next/headers";
import { deviceSeconds } from "@/lib/sign-in/device";
import { sessionCookie } from "./session-cookie";

function nameOf(): string {
  return `${sessionCookie().secure ? "__Secure-" : ""}hookledger.device`;
}

/** The browser's device cookie, or null when it has none. What it says is for lib/access to judge. */
export async function deviceCookie(): Promise<string | null> {
  return (await cookies()).get(nameOf())?.value ?? null;
}

/** Sets it, in a route handler or a server action. It outlives the session: it says that a user signed in here before. */
export async function keepDevice(value: string): Promise<void> {
  const { secure } = sessionCookie();
  const options = {
    httpOnly: true,
    sameSite: "lax",
    path: "/api/auth",
    maxAge: deviceSeconds,
    secure,
  } as const;
  (await cookies()).set(nameOf(), value, options);
}
