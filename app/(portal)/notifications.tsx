import { X } from "lucide-react";
import Link from "next/link";
import { currentScope } from "@/app/api/auth/current-scope";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { listCurrentNotifications, type NotificationView } from "@/lib/notifications/queries";
import { can } from "@/lib/scope/scope";
import { dismissNotificationAction } from "./actions";

/** If there are more notifications, all but the first are folded away, so that the page itself stays in view. */
const maxUnfolded = 2;

/** The user's notifications, above every page until they are dismissed or their cause is gone. */
export async function Notifications() {
  const scope = await currentScope();
  if (!scope) return null;
  const notifications = await listCurrentNotifications(scope);
  if (notifications.length === 0) return null;
  const canRead = can(scope, "webhooks:read");
  const unfoldedCount = notifications.length > maxUnfolded ? 1 : notifications.length;
  const folded = notifications.slice(unfoldedCount);
  return (
    <section aria-label="Notifications" className="mb-4 grid gap-2 print:hidden">
      {notifications.slice(0, unfoldedCount).map((notification) => (
        <NotificationAlert key={notification.id} notification={notification} canRead={canRead} />
      ))}
      {folded.length > 0 && (
        <details>
          <summary className="w-fit cursor-pointer rounded-md px-2 py-1 font-medium text-primary hover:underline">
            {folded.length} more notifications
          </summary>
          <div className="grid gap-2 pt-2">
            {folded.map((notification) => (
              <NotificationAlert key={notification.id} notification={notification} canRead={canRead} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

function NotificationAlert({
  notification: { id, text, webhookId },
  canRead,
}: {
  notification: NotificationView;
  canRead: boolean;
}) {
  return (
    <Alert variant="warning">
      <div className="flex items-start gap-3">
        <p className="grow">
          {text}{" "}
          {canRead && (
            <Link
              className="font-medium underline"
              href={`/administration/integrations/webhooks/${webhookId}`}
              prefetch={false}
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
  );
}
