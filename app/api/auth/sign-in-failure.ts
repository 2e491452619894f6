/** Why a sign-in failed. next-auth sends it to the browser as the text of an error. */
export type SignInFailure =
  | { reason: "invalid-credentials" }
  | { reason: "throttled"; retryAfterSeconds: number }
  /** No enabled user has the address that the OpenID Connect provider verified. */
  | { reason: "unknown-user" }
  /** The provider has not verified the address. */
  | { reason: "unverified-email" }
  /** The provider denied the sign-in or could not be reached. */
  | { reason: "provider" }
  | { reason: "unavailable" };

const codeByReason = {
  /** next-auth's own code, used when `authorize` returns null. */
  "invalid-credentials": "CredentialsSignin",
  "unknown-user": "UnknownUser",
  "unverified-email": "UnverifiedEmail",
  provider: "OAuthCallback",
  unavailable: "Unavailable",
} as const;

/** next-auth's own codes for errors of a provider. */
const providerErrors = ["OAuthSignin", "OAuthCallback", "Callback", "AccessDenied"];

/** Returns the code of a failure, which `parseFailureCode` parses. */
export function toFailureCode(failure: SignInFailure): string {
  return failure.reason === "throttled"
    ? `Throttled:${failure.retryAfterSeconds}`
    : codeByReason[failure.reason];
}

/** Returns the failure with this code; for any other string from next-auth, the reason is "unavailable". */
export function parseFailureCode(code: string | null): SignInFailure {
  if (code === codeByReason["invalid-credentials"]) return { reason: "invalid-credentials" };
  if (code === codeByReason["unknown-user"]) return { reason: "unknown-user" };
  if (code === codeByReason["unverified-email"]) return { reason: "unverified-email" };
  if (providerErrors.includes(code ?? "")) return { reason: "provider" };
  const seconds = /^Throttled:(\d{1,6})$/.exec(code ?? "")?.[1];
  return seconds ? { reason: "throttled", retryAfterSeconds: Number(seconds) } : { reason: "unavailable" };
}
