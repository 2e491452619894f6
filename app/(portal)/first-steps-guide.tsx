import { cookies } from "next/headers";
import { FirstSteps } from "@/components/first-steps/first-steps";
import { dismissedValue, firstStepsCookie } from "@/components/first-steps/put-away-cookie";
import { isDemo, receiverRoot } from "@/lib/demo-receiver/receiver";
import { env } from "@/lib/env";
import { findFirstSteps } from "@/lib/first-steps/queries";
import { can, type Scope } from "@/lib/scope/scope";
import { dismissFirstSteps } from "./first-steps-action";
import { requestOrigin } from "./request-origin";

/**
 * The first steps for who may make webhooks, until they put them away: in the demo, and elsewhere while there is no
 * webhook at all or this person is on the way with theirs.
 */
export async function FirstStepsGuide({ scope, webhooks }: { scope: Scope; webhooks: number }) {
  if (!can(scope, "webhooks:write")) return null;
  if ((await cookies()).get(firstStepsCookie)?.value === dismissedValue) return null;
  const progress = await findFirstSteps(scope);
  const onTheWay = progress.webhook !== null && !progress.resent;
  if (!isDemo() && webhooks > 0 && !onTheWay) return null;
  const origin = await requestOrigin();
  const port = env().PORT || new URL(origin).port;
  return (
    <FirstSteps
      progress={progress}
      origin={origin}
      // The address that the demo allows, whatever name the browser used.
      receiverUrl={isDemo() ? `http://127.0.0.1:${port}${receiverRoot}/mine/ok` : null}
      canCreateKeys={can(scope, "api-keys:write")}
      dismiss={dismissFirstSteps}
    />
  );
}
