// Short file: several pages show URLs of this system.
import { headers } from "next/headers";
import { findOrigin } from "@/lib/adapters/endpoint/find-origin";

/** The origin of this system as the browser sees it: from the settings, otherwise from the request. */
export async function findPortalOrigin(): Promise<string> {
  return findOrigin(await headers());
}
