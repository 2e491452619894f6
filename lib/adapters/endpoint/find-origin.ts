// Short file: calls of several adapters answer with URLs of this installation.
import { env } from "../../env";
import type { ApiRequest } from "./http-messages";

/**
 * The public origin of this installation: that of NEXTAUTH_URL, which is also right behind a reverse proxy; if it is not set, that of the
 * request.
 */
export function findOrigin({ url }: Pick<ApiRequest, "url">): string {
  return new URL(env().NEXTAUTH_URL ?? url).origin;
}
