import { parseFailureCode, type SignInFailure } from "./sign-in-failure";

/**
 * The browser's part of next-auth, instead of `next-auth/react`, which expects absolute URLs in responses. An absolute URL is
 * wrong when the browser is at 127.0.0.1 and NEXTAUTH_URL says localhost.
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

/** Signs in and sets the cookie. Null on success, else the failure; the caller navigates. */
export async function signIn(credentials: {
  email: string;
  password: string;
}): Promise<SignInFailure | null> {
  try {
    const { ok, url } = await postAuthForm("callback/credentials", { ...credentials, callbackUrl: "/" });
    // The URL tells, not the status: a rejected CSRF token is a 200 too.
    if (ok && url === "/") return null;
    return parseFailureCode(new URL(url, window.location.origin).searchParams.get("error"));
  } catch {
    // No response, or not one of ours (a proxy's error page).
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
