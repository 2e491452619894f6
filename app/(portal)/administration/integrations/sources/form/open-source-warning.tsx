// Short file: the form and the pages of a source show the same warning.
import { Alert } from "@/components/ui/alert";

/** Says that a source has neither a key that is checked nor a list of networks. */
export function OpenSourceWarning({ className }: { className?: string }) {
  return (
    <Alert variant="warning" title="Anyone who has the URL can send" className={className}>
      Nothing else is checked. List the networks of the system, or verify its messages with a key.
    </Alert>
  );
}
