import { parseFailureCode, type SignInFailure } from "./sign-in-failure";

/**
 * Posts a form to next-auth. Replaces `next-auth/react`, which expects absolute URLs in responses: they are wrong if the browser
 * is at 127.0.0.1 and NEXTAUTH_URL says localhost.
 */
async function postAuthForm(
  action: string,
  fields: Record<string, string>,
): Promise<{ ok: boolean; url: string }> {
  const csrf = await fetch("/api/auth/csrf", { cache: "no-store" });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const body = new URLSearchParams({ ...fields, csrfToken, json: "true" });
  const response = await fetch(`/api/auth/${action}`, { method: "POST", body });
  const { url } = (await response.json()) as { url: string };
  return { ok: response.ok, url };
}

/** Signs in, which sets the cookie. Returns null on success, otherwise the failure. The caller opens the next page. */
export async function signIn(credentials: {
  email: string;
  password: string;
}): Promise<SignInFailure | null> {
  try {
    const { ok, url } = await postAuthForm("callback/credentials", { ...credentials, callbackUrl: "/" });
    // The status is not enough: the response to a rejected CSRF token also has status 200, but another URL.
    if (ok && url === "/") return null;
    return parseFailureCode(new URL(url, window.location.origin).searchParams.get("error"));
  } catch {
    // There was no response, or it was not ours (such as a proxy's error page).
    return { reason: "unavailable" };
  }
}

/** Goes to the OpenID Connect provider, which returns to the path `next`. Returns the failure if that is not possible. */
export async function signInWithOidc(next: string): Promise<SignInFailure | null> {
  try {
    const { url } = await postAuthForm("signin/oidc", { callbackUrl: next });
    const error = new URL(url, window.location.origin).searchParams.get("error");
    if (error) return parseFailureCode(error);
    window.location.assign(url);
    return null;
  } catch {
    return { reason: "unavailable" };
  }
}

/** Ends the session and goes to the sign-in page. Throws if that fails. */
export async function signOut(): Promise<void> {
  const { ok, url } = await postAuthForm("signout", { callbackUrl: "/" });
  if (!ok || url !== "/") throw new Error("Sign-out failed. Try again.");
  window.location.assign("/sign-in");
}
