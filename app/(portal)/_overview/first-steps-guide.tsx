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
 * The first steps, for users who can create webhooks, until dismissed: always in the demo; elsewhere while there is no
 * webhook or the user is halfway through the steps.
 */
export async function FirstStepsGuide({ scope, webhooks }: { scope: Scope; webhooks: number }) {
  if (!can(scope, "webhooks:write")) return null;
  if ((await cookies()).get(firstStepsCookie)?.value === dismissedValue) return null;
  const progress = await findFirstSteps(scope);
  const isHalfway = progress.webhook !== null && !progress.resent;
  if (!isDemo() && webhooks > 0 && !isHalfway) return null;
  const origin = await findPortalOrigin();
  const port = env().PORT || new URL(origin).port;
  return (
    <FirstSteps
      progress={progress}
      origin={origin}
      // The one address that the demo allows, whatever host name the browser used.
      receiverUrl={isDemo() ? `http://127.0.0.1:${port}${receiverRoot}/mine/ok` : null}
      canCreateKeys={can(scope, "api-keys:write")}
      dismiss={dismissFirstStepsAction}
    />
  );
}
