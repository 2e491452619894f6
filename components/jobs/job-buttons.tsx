"use client";

import { Ban, Pause, Play } from "lucide-react";
import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import type { ActionResult } from "@/components/form/action-result";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import type { JobState } from "@/lib/jobs/schema";

/** Changes a job; a rejection says why not. */
export type ChangeJob = (jobId: string, change: "pause" | "resume" | "cancel") => Promise<ActionResult>;

/** Pause or resume, and cancel, as the job's state allows; nothing once it has ended. */
export function JobButtons({
  jobId,
  state,
  changeJob,
}: {
  jobId: string;
  state: JobState;
  changeJob: ChangeJob;
}) {
  const [changing, run] = useAction();
  if (state !== "running" && state !== "paused") return null;
  return (
    <>
      {state === "running" ? (
        <Button
          variant="outline"
          aria-disabled={changing}
          onClick={() => run(() => changeJob(jobId, "pause"), "The job is paused.")}
        >
          <Pause aria-hidden />
          Pause
        </Button>
      ) : (
        <Button
          aria-disabled={changing}
          onClick={() => run(() => changeJob(jobId, "resume"), "The job goes on.")}
        >
          <Play aria-hidden />
          Resume
        </Button>
      )}
      <ConfirmDialog
        trigger={
          <Button variant="outline">
            <Ban aria-hidden />
            Cancel…
          </Button>
        }
        title="Cancel this job?"
        description="Requests that are being sent still end. All other deliveries are left as they are. A canceled job cannot be resumed; a new one can be started."
        dismiss="Keep the job"
        confirm="Cancel job"
        onConfirm={() => run(() => changeJob(jobId, "cancel"), "The job is canceled.")}
      />
    </>
  );
}
