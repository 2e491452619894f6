import { FieldError } from "@/components/ui/field";
import type { Refusal } from "./answer";

/** Why a form was refused, when no field of it is to blame. Always there, so that it is heard when it appears. */
export function FormMessage({ refusal }: { refusal: Refusal | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {refusal && Object.keys(refusal.errors).length === 0 && <FieldError>{refusal.message}</FieldError>}
    </div>
  );
}
