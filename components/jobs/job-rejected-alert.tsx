// Short file: the dialogs that start jobs and the dialog that enables a webhook share this alert.
import { TextLink } from "@/components/domain/text-link";
import { Alert } from "@/components/ui/alert";
import { jobHref } from "./job-href";
import type { JobRejected } from "./start-job";

/** Says why a job was not started, with a link to the open job that prevents it. */
export function JobRejectedAlert({ title, rejected }: { title: string; rejected: JobRejected }) {
  return (
    <Alert variant="destructive" role="alert" title={title}>
      <p>{rejected.message}</p>
      {rejected.openJobId && <TextLink href={jobHref(rejected.openJobId)}>View the open job</TextLink>}
    </Alert>
  );
}
