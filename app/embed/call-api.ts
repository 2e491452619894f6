/** Why a call failed: the problem's code and message, or "unreachable". */
export interface ApiFailure {
  ok: false;
  code: string;
  message: string;
}
export type ApiResult<Body> = { ok: true; body: Body } | ApiFailure;

/** For problems whose text in the API is for those who write programs. */
const messageByCode: Record<string, string> = {
  rate_limited: "There are too many requests at the moment. Try again in a moment.",
};

/** Calls the native API with a portal link. No cookie is sent, so that being signed in to the portal changes nothing. */
export async function callApi<Body>(
  token: string,
  method: "GET" | "POST",
  path: string,
  body?: object,
): Promise<ApiResult<Body>> {
  try {
    const response = await fetch(path, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      credentials: "omit",
      cache: "no-store",
      ...(body && { body: JSON.stringify(body) }),
    });
    const parsed = await response.json();
    if (response.ok) return { ok: true, body: parsed };
    const code = String(parsed.code);
    return { ok: false, code, message: messageByCode[code] ?? String(parsed.detail) };
  } catch {
    return {
      ok: false,
      code: "unreachable",
      message: "Hookledger could not be reached. Try again in a moment.",
    };
  }
}

/** Whether the link itself is the reason for the failure, so that nothing more can be shown with it. */
export function isLinkFailure({ code }: Pick<ApiFailure, "code">): boolean {
  return ["portal_link_expired", "portal_link_revoked", "unauthenticated"].includes(code);
}
