import { X } from "lucide-react";
import Link from "next/link";
import { currentScope } from "@/app/api/auth/current-scope";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { listUnreadNotifications } from "@/lib/notifications/queries";
import { can } from "@/lib/scope/scope";
import { putAway } from "./notice-action";

/** What the person was told, above every page until they put it away or the cause is gone. */
export async function Notices() {
  const scope = await currentScope();
  if (!scope) return null;
  const notices = await listUnreadNotifications(scope);
  if (notices.length === 0) return null;
  return (
    <section aria-label="Notices" className="mb-4 grid gap-2 print:hidden">
      {notices.map(({ id, text, webhookId }) => (
        <Alert key={id} variant="warning">
          <div className="flex items-start gap-3">
            <p className="grow">
              {text}{" "}
              {can(scope, "webhooks:read") && (
                <Link
                  className="font-medium underline"
                  href={`/administration/integrations/webhooks/${webhookId}`}
                >
                  Look at the webhook
                </Link>
              )}
            </p>
            <form action={putAway}>
              <input type="hidden" name="id" value={id} />
              <Button type="submit" variant="ghost" size="icon" aria-label="Put this notice away">
                <X aria-hidden />
              </Button>
            </form>
          </div>
        </Alert>
      ))}
    </section>
  );
}
