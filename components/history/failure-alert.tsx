import { Alert } from "@/components/ui/alert";
import type { AttemptView } from "@/lib/deliveries/schema";
import { failureParts } from "./failure-parts";

/** Why an attempt failed in one plain sentence, and the one thing to do next. */
export function FailureAlert({ attempt: { error, outcome } }: { attempt: AttemptView }) {
  if (!error) return null;
  const { what, action } = failureParts(error.message);
  return (
    <Alert variant={outcome === "unknown" ? "warning" : "destructive"} title={what}>
      {action && (
        <>
          <strong className="font-semibold">Next: </strong>
          {action}
        </>
      )}
    </Alert>
  );
}
