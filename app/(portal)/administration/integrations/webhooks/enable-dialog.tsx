"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { formatMilliseconds } from "@/components/domain/format-number";
import { TextLink } from "@/components/domain/text-link";
import { rejectMissingResponse } from "@/components/form/action-result";
import { deliveryHref } from "@/components/history/history-href";
import { jobHref } from "@/components/jobs/job-href";
import { JobRejectedAlert } from "@/components/jobs/job-rejected-alert";
import type { JobRejected } from "@/components/jobs/start-job";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import type { EnablePlan, Probe } from "@/lib/recovery/schema";
import { enableWebhookAction, planEnableAction } from "./enable-actions";
import { EnablePlanFacts } from "./enable-plan-facts";

/** "Enable…" for a paused webhook. Only for users who can change webhooks and resend deliveries. */
export function EnableDialog({ id, name }: { id: string; name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button aria-label={`Enable… ${name}`}>Enable…</Button>
      </DialogTrigger>
      {open && <EnableDialogContent id={id} name={name} onDone={() => setOpen(false)} />}
    </Dialog>
  );
}

/**
 * Shows how many deliveries would be sent and tests the receiver. If the test succeeds, enables the webhook and opens the page of
 * the job that sends its deliveries. If the test fails, shows why, and offers to test again or to enable the webhook anyway.
 */
function EnableDialogContent({ id, name, onDone }: { id: string; name: string; onDone: () => void }) {
  const router = useRouter();
  const { plan, planRejected } = useEnablePlan(id);
  const [resendFailed, setResendFailed] = useState(true);
  const [running, setRunning] = useState<"test" | "enable" | null>(null);
  const [failedTest, setFailedTest] = useState<Probe | null>(null);
  const [rejected, setRejected] = useState<JobRejected | null>(null);
  const confirmButton = useRef<HTMLButtonElement>(null);
  const hasTest = plan?.test != null;

  async function enable(test: boolean) {
    if (running || !plan) return;
    setRunning(test ? "test" : "enable");
    setRejected(null);
    const result = await enableWebhookAction({ webhookId: id, test, resendFailed }).catch(
      rejectMissingResponse,
    );
    setRunning(null);
    if (!result.ok) return setRejected(result);
    if (!result.enabled) return setFailedTest(result.test);
    toast.success(`“${name}” is enabled.`, {
      description: result.test ? `Test: ${describeResponse(result.test)}.` : undefined,
    });
    onDone();
    if (result.jobId) router.push(jobHref(result.jobId));
  }

  return (
    <DialogContent
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        confirmButton.current?.focus();
      }}
    >
      <DialogHeader>
        <DialogTitle>Enable “{name}”</DialogTitle>
        <DialogDescription>
          The receiver is tested first, with one of the webhook’s own deliveries. The webhook is enabled and
          the other deliveries are sent only if the test succeeds.
        </DialogDescription>
      </DialogHeader>
      <div role="status">
        {!plan && !planRejected && <p className="text-muted-foreground">Counting…</p>}
        {plan && <EnablePlanFacts plan={plan} resendFailed={resendFailed} onResendFailed={setResendFailed} />}
      </div>
      {failedTest && running !== "test" && <FailedTest test={failedTest} />}
      {planRejected && <JobRejectedAlert title="Not counted" rejected={planRejected} />}
      {rejected && <JobRejectedAlert title="Not enabled" rejected={rejected} />}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        {failedTest && (
          <Button variant="outline" aria-disabled={running !== null} onClick={() => enable(false)}>
            {running === "enable" ? "Enabling…" : "Enable anyway"}
          </Button>
        )}
        <Button ref={confirmButton} aria-disabled={running !== null || !plan} onClick={() => enable(hasTest)}>
          {getConfirmLabel({ hasTest, failed: failedTest !== null, running })}
        </Button>
      </DialogFooter>
    </DialogContent>
  );
}

function getConfirmLabel({
  hasTest,
  failed,
  running,
}: {
  hasTest: boolean;
  failed: boolean;
  running: "test" | "enable" | null;
}): string {
  if (running === "test") return "Testing…";
  if (failed) return "Test again";
  if (hasTest) return "Test and enable";
  return running === "enable" ? "Enabling…" : "Enable";
}

/** What enabling would do, counted when the dialog opens. */
function useEnablePlan(webhookId: string): { plan: EnablePlan | null; planRejected: JobRejected | null } {
  const [plan, setPlan] = useState<EnablePlan | null>(null);
  const [planRejected, setPlanRejected] = useState<JobRejected | null>(null);
  useEffect(() => {
    let closed = false;
    planEnableAction(webhookId)
      .catch(rejectMissingResponse)
      .then((planned) => {
        if (closed) return;
        if (planned.ok) setPlan(planned.plan);
        else setPlanRejected(planned);
      });
    return () => {
      closed = true;
    };
  }, [webhookId]);
  return { plan, planRejected };
}

/** Shows why the test did not succeed. */
function FailedTest({ test }: { test: Probe }) {
  const details = <TextLink href={deliveryHref(test.traceId)}>View the delivery</TextLink>;
  if (test.outcome === null) {
    return (
      <Alert variant="warning" role="alert" title="No response yet">
        The test was requested, but its outcome is not known yet. The webhook stays paused. {details}
      </Alert>
    );
  }
  return (
    <Alert variant="destructive" role="alert" title="The test failed">
      <p>
        {describeResponse(test)}. {test.error?.message}
      </p>
      <p>The webhook stays paused, and nothing else was sent. {details}</p>
    </Alert>
  );
}

/** "Response 200 after 35 ms" */
function describeResponse({ responseCode, durationMs }: Probe): string {
  const response = responseCode === null ? "No response" : `Response ${responseCode}`;
  return durationMs === null ? response : `${response} after ${formatMilliseconds(durationMs)}`;
}
