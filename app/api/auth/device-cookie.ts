import { cookies } from "next/headers";
import { deviceLifetimeSeconds } from "@/lib/sign-in/recognize-device";
import { getSessionCookie } from "./session-cookie";

function getDeviceCookieName(): string {
  return `${getSessionCookie().secure ? "__Secure-" : ""}hookledger.device`;
}

/** The browser's device cookie, or null. lib/sign-in checks it. */
export async function readDeviceCookie(): Promise<string | null> {
  return (await cookies()).get(getDeviceCookieName())?.value ?? null;
}

/** Sets the device cookie, in a route handler or a server action. It outlives the session: it shows that a user signed in before. */
export async function setDeviceCookie(value: string): Promise<void> {
  const { secure } = getSessionCookie();
  const options = {
    httpOnly: true,
    sameSite: "lax",
    path: "/api/auth",
    maxAge: deviceLifetimeSeconds,
    secure,
  } as const;
  (await cookies()).set(getDeviceCookieName(), value, options);
}
