// Short: it is shown by the dialogs of jobs and of enabling a webhook.
import { TextLink } from "@/components/domain/text-link";
import { Alert } from "@/components/ui/alert";
import { jobHref } from "./job-href";
import type { JobRejected } from "./start-job";

/** Why a job was not started, with a link to the job that is in the way. */
export function JobRejectedAlert({ title, rejected }: { title: string; rejected: JobRejected }) {
  return (
    <Alert variant="destructive" role="alert" title={title}>
      <p>{rejected.message}</p>
      {rejected.openJobId && <TextLink href={jobHref(rejected.openJobId)}>View the open job</TextLink>}
    </Alert>
  );
}
