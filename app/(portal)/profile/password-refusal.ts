import { type Refusal, refuse, refuseFields } from "@/components/form/answer";
import type { ChangePasswordResult } from "@/lib/users/change-password";

/** Why one's own password was not changed, beside the field that it belongs to. */
export function passwordRefusal(failure: Extract<ChangePasswordResult, { ok: false }>): Refusal {
  switch (failure.reason) {
    case "invalid":
      return refuseFields(failure.errors);
    case "wrong":
      return refuseFields({ currentPassword: "This is not your password." });
    case "throttled": {
      const minutes = Math.ceil(failure.retryAfterSeconds / 60);
      return refuse(`Too many wrong passwords. Try again in ${minutes} min.`);
    }
    case "not-found":
      return refuse("Your account is not there any more.");
  }
}
