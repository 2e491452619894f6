// Short file for one accessibility rule: the live region must be in the page before its text appears.
import { FieldError } from "@/components/ui/field";
import type { Rejection } from "./action-result";

/** Why a form was rejected, when none of its fields is the reason. */
export function FormMessage({ rejection }: { rejection: Rejection | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {rejection && Object.keys(rejection.errors).length === 0 && (
        <FieldError>{rejection.message}</FieldError>
      )}
    </div>
  );
}
