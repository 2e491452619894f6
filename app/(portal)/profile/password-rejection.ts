import { type Rejection, reject, rejectFields } from "@/components/form/action-result";
import type { ChangePasswordResult } from "@/lib/users/change-password";

/** Why one's own password was not changed, beside the field that it belongs to. */
export function passwordRefusal(failure: Extract<ChangePasswordResult, { ok: false }>): Rejection {
  switch (failure.reason) {
    case "invalid":
      return rejectFields(failure.errors);
    case "wrong-password":
      return rejectFields({ currentPassword: "The current password is incorrect." });
    case "throttled": {
      const minutes = Math.ceil(failure.retryAfterSeconds / 60);
      return reject(`Too many incorrect passwords. Try again in ${minutes} min.`);
    }
    case "not-found":
      return reject("Your account no longer exists.");
  }
}
