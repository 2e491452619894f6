"use client";

import { useEffect, useRef, useState } from "react";
import { Fact } from "@/components/domain/fact";
import { formatDeliveryCount } from "@/components/domain/format-number";
import { formatDuration } from "@/components/domain/format-time";
import { ScrollArea } from "@/components/domain/scroll-area";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { rejectMissingResponse } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import {
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import type { JobPlan } from "@/lib/jobs/schema";
import { jobHref } from "./job-href";
import { JobRejectedAlert } from "./job-rejected-alert";
import type { JobRejected, ResendJobInput, StartJobAction } from "./start-job";

/**
 * The content of a dialog that counts the deliveries of a job, starts the job when the user confirms, and then links to the job. Render
 * this component only while the dialog is open, because it counts when it is mounted.
 */
export function ResendJobDialog({ input, startJob }: { input: ResendJobInput; startJob: StartJobAction }) {
  const [plan, setPlan] = useState<JobPlan | null>(null);
  const [rejected, setRejected] = useState<JobRejected | null>(null);
  const [jobId, setJobId] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const confirmButton = useRef<HTMLButtonElement>(null);
  // Keeps the first input, so that the job that starts is the one that was counted, even if the page has changed since.
  const [job] = useState(input);

  useEffect(() => {
    let closed = false;
    startJob({ ...job, dryRun: true })
      .catch(rejectMissingResponse)
      .then((counted) => {
        if (closed) return;
        if (counted.ok) setPlan(counted.plan);
        else setRejected(counted);
      });
    return () => {
      closed = true;
    };
  }, [job, startJob]);

  async function start() {
    if (starting || !plan || plan.total === 0) return;
    setStarting(true);
    setRejected(null);
    const started = await startJob(job).catch(rejectMissingResponse);
    setStarting(false);
    if (!started.ok) return setRejected(started);
    setPlan(started.plan);
    setJobId(started.jobId);
  }

  return (
    <DialogContent
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        confirmButton.current?.focus();
      }}
    >
      <DialogHeader>
        <DialogTitle>Resend deliveries</DialogTitle>
        <DialogDescription>
          A job sends each delivery once more, with identical bytes and the same trace ID. Scheduled retries
          stay scheduled.
        </DialogDescription>
      </DialogHeader>
      <div role="status" className="grid gap-3">
        {!plan && !rejected && <p className="text-muted-foreground">Counting…</p>}
        {plan && <PlanFacts plan={plan} />}
        {jobId && (
          <Alert variant="success" title="The job is running">
            <TextLink href={jobHref(jobId)}>View the job</TextLink>
          </Alert>
        )}
      </div>
      {rejected && <JobRejectedAlert title="Not started" rejected={rejected} />}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{jobId ? "Close" : "Cancel"}</Button>
        </DialogClose>
        {!jobId && (
          <Button ref={confirmButton} onClick={start} aria-disabled={starting || !plan || plan.total === 0}>
            {starting ? "Starting…" : plan ? `Resend ${formatDeliveryCount(plan.total)}` : "Resend"}
          </Button>
        )}
      </DialogFooter>
    </DialogContent>
  );
}

/** Shows how many deliveries a job has, of which webhooks, when they were accepted, and how long the job takes. */
function PlanFacts({
  plan: { total, excluded, webhooks, oldest, newest, expectedSeconds },
}: {
  plan: JobPlan;
}) {
  return (
    <dl className="grid gap-3">
      <Fact name="Deliveries">
        {total.toLocaleString("en")}
        {excluded > 0 && (
          <p className="text-xs text-muted-foreground">
            {excluded.toLocaleString("en")} more cannot be resent: the body was removed, or the webhook is
            disabled or deleted.
          </p>
        )}
      </Fact>
      {webhooks.length > 0 && (
        <Fact name={webhooks.length === 1 ? "Webhook" : `${webhooks.length.toLocaleString("en")} webhooks`}>
          <ScrollArea label="Deliveries of each webhook" className="max-h-40">
            <ul>
              {webhooks.map(({ webhookId, webhookName, total: count }) => (
                <li key={webhookId} className="flex justify-between gap-4">
                  <span className="min-w-0 wrap-anywhere">{webhookName}</span>
                  <span className="tabular-nums">{count.toLocaleString("en")}</span>
                </li>
              ))}
            </ul>
          </ScrollArea>
        </Fact>
      )}
      {oldest && newest && (
        <Fact name="Accepted">
          <Time iso={oldest} />{" "}
          {oldest !== newest && (
            <>
              to <Time iso={newest} />
            </>
          )}
        </Fact>
      )}
      {total > 0 && <Fact name="Time needed">At least {formatDuration(expectedSeconds)}</Fact>}
    </dl>
  );
}
