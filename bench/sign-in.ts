/**
 * Signs in as a browser does. The returned function requests a page and returns its text and the milliseconds until the complete
 * response; it throws for any status but 200.
 */
export async function signIn(
  url: string,
  { email, password }: { email: string; password: string },
): Promise<(path: string) => Promise<{ text: string; ms: number }>> {
  const cookies = new Map<string, string>();
  const storeCookies = (response: Response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";", 1)[0] ?? "").split(/=(.*)/s);
      cookies.set(name, value);
    }
    return response;
  };
  const headers = () => ({ Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") });
  const { csrfToken } = (await storeCookies(await fetch(`${url}/api/auth/csrf`)).json()) as {
    csrfToken: string;
  };
  const body = new URLSearchParams({ email, password, csrfToken, json: "true" });
  const signInResponse = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    body,
    headers: headers(),
  });
  storeCookies(signInResponse);
  if (!signInResponse.ok)
    throw new Error(`Sign-in failed: ${signInResponse.status} ${await signInResponse.text()}`);
  return async (path) => {
    const requestedAt = performance.now();
    const response = await fetch(`${url}${path}`, { headers: headers(), redirect: "manual" });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return { text, ms: performance.now() - requestedAt };
  };
}
