import { GitCompareArrows } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/domain/copy-button";
import { HeaderList, type PayloadPreview, PayloadSection } from "@/components/payload/payload-section";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { AttemptView, DeliveryView } from "@/lib/deliveries/schema";
import { compareHref, payloadHref } from "../history-href";
import { AttemptFacts } from "./attempt-facts";

/** Both bodies of the open attempt, and its curl command. */
export interface AttemptPayloads {
  request: PayloadPreview | null;
  response: PayloadPreview | null;
  /** A shell command that sends the request again; null without a request. */
  curl: string | null;
}

/** The details of one attempt. `children` are its actions. */
export function AttemptDetail({
  delivery,
  attempt,
  payloads,
  children,
}: {
  delivery: DeliveryView;
  attempt: AttemptView;
  payloads: AttemptPayloads;
  children?: ReactNode;
}) {
  return (
    <div className="grid gap-4">
      <FailureAlert attempt={attempt} />
      <AttemptFacts
        attempt={attempt}
        retryAt={delivery.state === "pending" ? delivery.nextAttemptAt : null}
      />
      <div className="grid grid-cols-1 gap-x-6 gap-y-4 lg:grid-cols-2">
        <div className="grid min-w-0 content-start gap-3">
          <HeaderList label="Request headers" headers={attempt.requestHeaders} />
          <PayloadSection
            href={payloadHref(attempt.id, "request")}
            which="request"
            payload={payloads.request}
            missing="Deleted after the retention period."
          />
        </div>
        <div className="grid min-w-0 content-start gap-3">
          <HeaderList label="Response headers" headers={attempt.responseHeaders} />
          <PayloadSection
            href={payloadHref(attempt.id, "response")}
            which="response"
            payload={payloads.response}
            truncated={attempt.responseTruncated}
            missing={describeMissingResponse(attempt)}
          />
        </div>
      </div>
      <div className="flex flex-wrap gap-2 print:hidden">
        {children}
        {payloads.curl && (
          <CopyButton value={payloads.curl} label="as curl" showLabel variant="outline" size="default" />
        )}
        {attempt.outcome !== null && (
          <Button asChild variant="outline">
            <Link href={compareHref(attempt.id)} prefetch={false}>
              <GitCompareArrows aria-hidden />
              Compare with another attempt
            </Link>
          </Button>
        )}
      </div>
    </div>
  );
}

function describeMissingResponse({ outcome, responseHeaders }: AttemptView): string {
  if (outcome === null) return "No response yet.";
  return responseHeaders ? "Deleted after the retention period." : "No complete response was received.";
}

/** Why an attempt failed, and what to do next. */
function FailureAlert({ attempt: { error, outcome } }: { attempt: AttemptView }) {
  if (!error) return null;
  const { cause, nextAction } = error;
  return (
    <Alert variant={outcome === "unknown" ? "warning" : "destructive"} title={cause}>
      {nextAction && (
        <>
          <strong className="font-semibold">Next: </strong>
          {nextAction}
        </>
      )}
    </Alert>
  );
}
