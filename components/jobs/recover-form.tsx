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
 * A form for the period and the states of the deliveries to recover. It shows what the job would do, starts the job and opens the job's
 * page. If the job is rejected, the dialog stays open and links to the open job that prevents it.
 */
export function RecoverForm({
  webhookId,
  count: countRecoverable,
  start,
  onDone,
}: {
  /** Undefined: deliveries of all webhooks are recovered. */
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
  const { period } = readSince(choice, lender);
  const query: RecoveryQuery | null = period && { ...(webhookId && { webhookId }), ...period };
  const { result, loading } = useDebouncedLoad(
    query,
    (given) => countRecoverable(given).catch((): CountRecoverableResult => rejectMissingResponse()),
    choice.preset === "custom" ? undefined : 0,
  );
  const counted = result?.ok ? result : null;
  // Keeps the presets listed while another period is being counted or the typed period is incomplete.
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
          {starting ? "Starting…" : formatStartLabel(job ? (plan?.total ?? 0) : 0)}
        </Button>
      </DialogFooter>
    </>
  );
}

const formatStartLabel = (total: number) =>
  total === 0 ? "Recover" : `Recover ${formatCount(total, "delivery", "deliveries")}`;
