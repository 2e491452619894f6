import { cookies } from "next/headers";
import { FirstSteps } from "@/components/first-steps/first-steps";
import { isDemo, receiverRoot } from "@/lib/demo-receiver/receiver";
import { env } from "@/lib/env";
import { findFirstSteps } from "@/lib/first-steps/queries";
import { dismissedValue, firstStepsCookie } from "@/lib/first-steps/schema";
import { can, type Scope } from "@/lib/scope/scope";
import { dismissFirstStepsAction } from "../actions";
import { findPortalOrigin } from "../portal-origin";

/**
 * Shows the first steps to users who can create webhooks, until they dismiss them; outside the demo, only while there is no
 * webhook or the user is halfway through the steps.
 */
export async function FirstStepsGuide({ scope, webhookCount }: { scope: Scope; webhookCount: number }) {
  if (!can(scope, "webhooks:write")) return null;
  if ((await cookies()).get(firstStepsCookie)?.value === dismissedValue) return null;
  const progress = await findFirstSteps(scope);
  const isHalfway = progress.webhook !== null && !progress.resent;
  if (!isDemo() && webhookCount > 0 && !isHalfway) return null;
  const origin = await findPortalOrigin();
  const port = env().PORT || new URL(origin).port;
  return (
    <FirstSteps
      progress={progress}
      origin={origin}
      // The demo always allows receivers at this address, whatever host name the browser used.
      receiverUrl={isDemo() ? `http://127.0.0.1:${port}${receiverRoot}/mine/ok` : null}
      canCreateKeys={can(scope, "api-keys:write")}
      dismiss={dismissFirstStepsAction}
    />
  );
}
