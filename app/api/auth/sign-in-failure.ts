/** Why a sign-in did not work, as next-auth carries it to the browser: as the text of an error. */
export type SignInFailure =
  | { reason: "wrong" }
  | { reason: "throttled"; retryAfterSeconds: number }
  /** Nobody has the address that the OpenID Connect provider vouched for. */
  | { reason: "unknown-user" }
  /** The provider did not vouch for the address. */
  | { reason: "unverified-email" }
  /** The provider said no, or could not be asked. */
  | { reason: "provider" }
  | { reason: "unavailable" };

/** next-auth's own name for "authorize said no". */
const wrong = "CredentialsSignin";

const codes = {
  wrong,
  "unknown-user": "UnknownUser",
  "unverified-email": "UnverifiedEmail",
  provider: "OAuthCallback",
  unavailable: "Unavailable",
} as const;

/** next-auth's own names for what can go wrong with a provider. */
const ofProvider = ["OAuthSignin", "OAuthCallback", "Callback", "AccessDenied"];

/** The text for a failure; `signInFailure` reads it. */
export function failureCode(failure: SignInFailure): string {
  return failure.reason === "throttled" ? `Throttled:${failure.retryAfterSeconds}` : codes[failure.reason];
}

/** The failure behind a text; whatever else next-auth may say is "unavailable". */
export function signInFailure(code: string | null): SignInFailure {
  if (code === wrong) return { reason: "wrong" };
  if (code === codes["unknown-user"]) return { reason: "unknown-user" };
  if (code === codes["unverified-email"]) return { reason: "unverified-email" };
  if (ofProvider.includes(code ?? "")) return { reason: "provider" };
  const seconds = /^Throttled:(\d{1,6})$/.exec(code ?? "")?.[1];
  return seconds ? { reason: "throttled", retryAfterSeconds: Number(seconds) } : { reason: "unavailable" };
}
