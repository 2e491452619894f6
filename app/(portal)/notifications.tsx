import { X } from "lucide-react";
import Link from "next/link";
import { currentScope } from "@/app/api/auth/current-scope";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { listCurrentNotifications } from "@/lib/notifications/queries";
import { can } from "@/lib/scope/scope";
import { dismissNotificationAction } from "./actions";

/** The user's notifications, above every page until they are dismissed or their cause is gone. */
export async function Notifications() {
  const scope = await currentScope();
  if (!scope) return null;
  const notifications = await listCurrentNotifications(scope);
  if (notifications.length === 0) return null;
  return (
    <section aria-label="Notifications" className="mb-4 grid gap-2 print:hidden">
      {notifications.map(({ id, text, webhookId }) => (
        <Alert key={id} variant="warning">
          <div className="flex items-start gap-3">
            <p className="grow">
              {text}{" "}
              {can(scope, "webhooks:read") && (
                <Link
                  className="font-medium underline"
                  href={`/administration/integrations/webhooks/${webhookId}`}
                >
                  View webhook
                </Link>
              )}
            </p>
            <form action={dismissNotificationAction}>
              <input type="hidden" name="id" value={id} />
              <Button type="submit" variant="ghost" size="icon" aria-label="Dismiss notification">
                <X aria-hidden />
              </Button>
            </form>
          </div>
        </Alert>
      ))}
    </section>
  );
}
