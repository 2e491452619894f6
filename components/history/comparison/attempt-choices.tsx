import Link from "next/link";
import { Time } from "@/components/domain/time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { AttemptBadge, ResponseCode } from "../attempt/attempt-outcome";
import type { AttemptSummary } from "../delivery-rows";
import { compareHref } from "../history-href";

export interface AttemptChoice {
  attempt: AttemptSummary;
  /** Whether it is an attempt of the same delivery, so that both requests have the same body. */
  ofSameDelivery: boolean;
  eventTitle: string;
  entityId: string;
}

/** Selects the attempt to compare with: one of these, or any other by its ID. `error` is why the ID in the URL cannot be used. */
export function AttemptChoices({
  attemptId,
  selectedId,
  choices,
  error,
}: {
  attemptId: string;
  selectedId: string | null;
  choices: readonly AttemptChoice[];
  error?: string | undefined;
}) {
  return (
    <details open={selectedId === null} className="rounded-lg border bg-card">
      <summary className="px-4 py-2 font-medium touch:py-3">Compare with another attempt</summary>
      <div className="grid gap-4 border-t px-4 py-3">
        {selectedId === null && !error && (
          <Alert title="No other successful attempt was found among the webhook’s newest deliveries. Select the attempt to compare with." />
        )}
        {choices.length > 0 && (
          <ul aria-label="Recent attempts" className="grid gap-1">
            {choices.map(({ attempt, ofSameDelivery, eventTitle, entityId }) => (
              <li key={attempt.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link
                  href={compareHref(attemptId, attempt.id)}
                  prefetch={false}
                  aria-current={attempt.id === selectedId ? "true" : undefined}
                  className="inline-flex min-h-6 items-center text-primary underline underline-offset-4 wrap-anywhere hover:text-primary-hover aria-[current]:font-semibold touch:min-h-11"
                >
                  {attempt.number === null ? "Manual attempt" : `Attempt ${attempt.number}`}
                  {ofSameDelivery ? " of the same delivery" : `, ${eventTitle}, ${entityId}`}
                </Link>
                <AttemptBadge attempt={attempt} />
                <ResponseCode attempt={attempt} />
                {attempt.startedAt && <Time iso={attempt.startedAt} />}
              </li>
            ))}
          </ul>
        )}
        <form className="flex flex-wrap items-start gap-2">
          <Field
            label="Attempt ID"
            hint="Of any attempt, also of another webhook. The details of an attempt show its ID."
            error={error}
            className="min-w-0 flex-1 sm:max-w-md"
          >
            <Input name="with" required autoComplete="off" spellCheck={false} className="font-mono" />
          </Field>
          <Button type="submit" variant="outline" className="mt-6.5">
            Compare
          </Button>
        </form>
      </div>
    </details>
  );
}
