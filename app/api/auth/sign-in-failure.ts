/** Why a sign-in did not work, as next-auth carries it to the browser: as the text of an error. */
export type SignInFailure =
  | { reason: "wrong" }
  | { reason: "throttled"; retryAfterSeconds: number }
  | { reason: "unavailable" };

/** next-auth's own name for "authorize said no". */
const wrong = "CredentialsSignin";

/** The text for a failure; `signInFailure` reads it. */
export function failureCode(failure: SignInFailure): string {
  if (failure.reason === "wrong") return wrong;
  return failure.reason === "throttled" ? `Throttled:${failure.retryAfterSeconds}` : "Unavailable";
}

/** The failure behind a text; whatever else next-auth may say is "unavailable". */
export function signInFailure(code: string | null): SignInFailure {
  if (code === wrong) return { reason: "wrong" };
  const seconds = /^Throttled:(\d{1,6})$/.exec(code ?? "")?.[1];
  return seconds ? { reason: "throttled", retryAfterSeconds: Number(seconds) } : { reason: "unavailable" };
}
