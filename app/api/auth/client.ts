import { parseFailureCode, type SignInFailure } from "./sign-in-failure";

/**
 * The browser's side of next-auth, in place of `next-auth/react`: that one wants absolute addresses back, which are
 * wrong when the browser is at 127.0.0.1 and NEXTAUTH_URL says localhost.
 */
async function post(action: string, fields: Record<string, string>): Promise<{ ok: boolean; url: string }> {
  const csrf = await fetch("/api/auth/csrf", { cache: "no-store" });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const body = new URLSearchParams({ ...fields, csrfToken, json: "true" });
  const response = await fetch(`/api/auth/${action}`, { method: "POST", body });
  const { url } = (await response.json()) as { url: string };
  return { ok: response.ok, url };
}

/** Signs in: null when it worked, else why not. The cookie is set; where to go is the caller's. */
export async function signIn(credentials: {
  email: string;
  password: string;
}): Promise<SignInFailure | null> {
  try {
    const { ok, url } = await post("callback/credentials", { ...credentials, callbackUrl: "/" });
    // Where it leads tells, not the status: a rejected CSRF token answers 200 too.
    if (ok && url === "/") return null;
    return parseFailureCode(new URL(url, window.location.origin).searchParams.get("error"));
  } catch {
    // No answer, or none of ours (a proxy's error page).
    return { reason: "unavailable" };
  }
}

/** Goes to the OpenID Connect provider, and from there to the path `next`; or tells why it cannot. */
export async function signInWithOidc(next: string): Promise<SignInFailure | null> {
  try {
    const { url } = await post("signin/oidc", { callbackUrl: next });
    const error = new URL(url, window.location.origin).searchParams.get("error");
    if (error) return parseFailureCode(error);
    window.location.assign(url);
    return null;
  } catch {
    return { reason: "unavailable" };
  }
}

/** Signs out here and everywhere the session was used, and goes to the sign-in page. Throws when that did not work. */
export async function signOut(): Promise<void> {
  const { ok, url } = await post("signout", { callbackUrl: "/" });
  if (!ok || url !== "/") throw new Error("Sign-out failed. Try again.");
  window.location.assign("/sign-in");
}
