// Short file: several pages show URLs of this system.
import { headers } from "next/headers";
import { env } from "@/lib/env";

/** The origin of this system as the browser sees it: from the settings, otherwise from the Host header. */
export async function findPortalOrigin(): Promise<string> {
  const { NEXTAUTH_URL, PORT } = env();
  if (NEXTAUTH_URL) return new URL(NEXTAUTH_URL).origin;
  return `http://${(await headers()).get("host") ?? `localhost:${PORT}`}`;
}
