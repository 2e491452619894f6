import { headers } from "next/headers";
import { env } from "@/lib/env";

/** Where the browser reached us; the settings know it better than a proxy's headers. */
export async function requestOrigin(): Promise<string> {
  const { NEXTAUTH_URL, PORT } = env();
  if (NEXTAUTH_URL) return new URL(NEXTAUTH_URL).origin;
  return `http://${(await headers()).get("host") ?? `localhost:${PORT}`}`;
}
