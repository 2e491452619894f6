import type { SignInFailure } from "@/app/api/auth/sign-in-failure";

/** The message for a failed sign-in. */
export function describeSignInFailure(failure: SignInFailure): string {
  switch (failure.reason) {
    case "invalid-credentials":
      return "The e-mail address or password is incorrect.";
    case "throttled":
      return `Too many failed sign-ins. Try again in ${formatWaitTime(failure.retryAfterSeconds)}.`;
    case "unknown-user":
      return "Your organization signed you in, but you have no active account in Hookledger. Ask an administrator to create or enable your account.";
    case "unverified-email":
      return "Your organization has not verified your e-mail address. Contact your single sign-on administrator.";
    case "provider":
      return "Single sign-on failed. Try again, or use your password.";
    case "unavailable":
      return "Sign-in is temporarily unavailable. Try again in a moment.";
  }
}

/** Formats a wait, rounded up so that it is never too short. */
function formatWaitTime(seconds: number): string {
  const [count, unit] = seconds < 60 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
