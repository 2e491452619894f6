"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTimeZones } from "@/components/domain/time-zones";
import { rejectMissingResponse } from "@/components/form/action-result";
import { useDebouncedLoad } from "@/components/form/use-debounced-load";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import type { RecoverableState, RecoveryQuery } from "@/lib/jobs/recovery/schema";
import type { CountRecoverable, CountRecoverableResult } from "./action-types";
import { formatCount } from "./format-count";
import { jobHref } from "./job-href";
import { JobRejectedAlert } from "./job-rejected-alert";
import { planRecovery } from "./plan-recovery";
import { RecoverySummary } from "./recovery-summary";
import { readSince, type SinceChoice, SinceFields } from "./since-fields";
import type { JobRejected, StartJobAction } from "./start-job";
import { StateFields } from "./state-fields";

/**
 * Since when, and which deliveries; what starting would do; and the button that starts the job and opens its page. A rejection stays in
 * the dialog, with a link to the job that is in the way.
 */
export function RecoverForm({
  webhookId,
  count: countRecoverable,
  start,
  onDone,
}: {
  /** Undefined: of all webhooks. */
  webhookId: string | undefined;
  count: CountRecoverable;
  start: StartJobAction;
  onDone: () => void;
}) {
  const router = useRouter();
  const { lender } = useTimeZones();
  const [choice, setChoice] = useState<SinceChoice>({ preset: null });
  const [chosen, setChosen] = useState<ReadonlySet<RecoverableState>>(new Set(["failed", "held"]));
  const [starting, setStarting] = useState(false);
  const [rejected, setRejected] = useState<JobRejected | null>(null);
  const { window } = readSince(choice, lender);
  const query: RecoveryQuery | null = window && { ...(webhookId && { webhookId }), ...window };
  const { result, loading } = useDebouncedLoad(
    query,
    (given) => countRecoverable(given).catch((): CountRecoverableResult => rejectMissingResponse()),
    choice.preset === "custom" ? undefined : 0,
  );
  const counted = result?.ok ? result : null;
  // The presets stay listed while another window is counted, or none is complete.
  const [options, setOptions] = useState(result?.options ?? []);
  if (result?.options && result.options !== options) setOptions(result.options);
  const plan = counted && planRecovery(counted.count, chosen);
  const job = loading ? null : (plan?.job ?? null);

  async function startJob() {
    if (starting || !job) return;
    setStarting(true);
    setRejected(null);
    const started = await start(job).catch(rejectMissingResponse);
    setStarting(false);
    if (!started.ok) return setRejected(started);
    if (started.jobId) router.push(jobHref(started.jobId));
    onDone();
  }

  return (
    <>
      <SinceFields
        choice={choice}
        onChange={setChoice}
        options={options}
        since={result?.since ?? null}
        from={counted?.count.from ?? null}
        zone={lender}
      />
      <StateFields count={counted?.count ?? null} chosen={chosen} onChange={setChosen} />
      <div role="status" aria-busy={loading} className={loading && plan ? "opacity-60" : undefined}>
        {loading && !plan && <p className="text-muted-foreground">Counting…</p>}
        {plan?.problem && <Alert>{plan.problem}</Alert>}
        {plan?.job && counted && <RecoverySummary plan={plan} rate={counted.count.rate} />}
        {result && !result.ok && (
          <Alert variant="destructive" title="Not counted">
            {result.message}
          </Alert>
        )}
      </div>
      {rejected && <JobRejectedAlert title="Not started" rejected={rejected} />}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Close</Button>
        </DialogClose>
        <Button onClick={startJob} aria-disabled={starting || !job}>
          {starting ? "Starting…" : describeStart(job ? (plan?.total ?? 0) : 0)}
        </Button>
      </DialogFooter>
    </>
  );
}

const describeStart = (total: number) =>
  total === 0 ? "Recover" : `Recover ${formatCount(total, "delivery", "deliveries")}`;
