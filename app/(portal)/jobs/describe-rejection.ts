import type { JobRejected } from "@/components/jobs/start-job";
import type { JobRejection } from "@/lib/jobs/create-job";

/** The portal's messages for rejections whose API messages name fields of the API. */
const messageByCode: Record<string, string> = {
  unknown_webhook: "The webhook was deleted.",
  webhook_not_enabled: "A webhook was paused or disabled meanwhile. Close this dialog and open it again.",
  filter_too_broad: "Counting the deliveries takes too long. Choose a shorter time range or one webhook.",
  nothing_matches: "There is nothing to send: no delivery matches, or none of them can be sent.",
} satisfies Partial<Record<JobRejection["rejected"], string>>;

/** Describes why a job was rejected. If an open job prevents it, says what to do; `openJobId` is set if the user can see that job. */
export function describeJobRejection({
  rejected,
  message,
  openJobId,
  openJobPaused,
}: {
  rejected: string;
  message: string;
  openJobId?: string;
  openJobPaused?: boolean;
}): JobRejected {
  if (rejected !== "job_open") return { ok: false, message: messageByCode[rejected] ?? message };
  if (openJobPaused)
    return {
      ok: false,
      message:
        "A job of one of these webhooks is paused. Resume it and wait until it has ended, or cancel it.",
      openJobId,
    };
  const openJobMessage = "A job is already working on one of these webhooks. Wait until it has ended";
  if (openJobId === undefined) return { ok: false, message: `${openJobMessage}.` };
  return { ok: false, message: `${openJobMessage}, or cancel it.`, openJobId };
}
