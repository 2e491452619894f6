import type { SignInFailure } from "@/app/api/auth/sign-in-failure";

/** What to tell the person whose sign-in did not work. */
export function failureMessage(failure: SignInFailure): string {
  switch (failure.reason) {
    case "wrong":
      return "The e-mail address or the password is not right. Check both and try again.";
    case "throttled":
      return `Too many sign-ins did not work. Try again in ${waitInWords(failure.retryAfterSeconds)}.`;
    case "unknown-user":
      return "You are signed in with your organisation, but nobody has added you to Hookledger, or your account is disabled. Ask an administrator.";
    case "unverified-email":
      return "Your organisation has not verified your e-mail address, so it cannot be used here. Ask whoever runs its sign-in.";
    case "provider":
      return "The single sign-on did not work. Try again, or use your password.";
    case "unavailable":
      return "Signing in does not work just now. Try again in a moment.";
  }
}

/** Rounded up, so that whoever waits so long has waited long enough. */
function waitInWords(seconds: number): string {
  const [count, unit] = seconds < 60 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
