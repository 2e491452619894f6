"use client";

import { Ban, Pause, Play } from "lucide-react";
import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import type { ActionResult } from "@/components/form/action-result";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import type { JobState } from "@/lib/jobs/schema";

/** Pauses, resumes or cancels a job. A rejected result says why the job was not changed. */
export type ChangeJob = (jobId: string, change: "pause" | "resume" | "cancel") => Promise<ActionResult>;

/** Buttons that pause or resume a job, and cancel it. Renders nothing once the job has ended. */
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
          onClick={() => run(() => changeJob(jobId, "resume"), "The job is running again.")}
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
        description="Requests in flight are still completed. All other deliveries are left as they are. A canceled job cannot be resumed; a new one can be started."
        dismiss="Keep the job"
        confirm="Cancel job"
        onConfirm={() => run(() => changeJob(jobId, "cancel"), "The job is canceled.")}
      />
    </>
  );
}
