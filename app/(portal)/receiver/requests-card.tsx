import { ChevronRight, Inbox } from "lucide-react";
import { EmptyState } from "@/components/domain/empty-state";
import { Time } from "@/components/domain/time";
import { HeaderList } from "@/components/payload/payload-section";
import { PayloadView } from "@/components/payload/payload-view";
import { Badge } from "@/components/ui/badge";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { labelByBehaviour, type ReceivedRequest } from "@/lib/demo-receiver/schema";

/** The receiver's last requests, newest first, each with its signature, headers and body. */
export function RequestsCard({ requests }: { requests: ReceivedRequest[] }) {
  return (
    <Card className="h-fit min-w-0">
      <CardHeader>
        <CardTitle>
          <h2>Requests</h2>
        </CardTitle>
        <CardDescription>The last 50 requests, kept in memory only.</CardDescription>
      </CardHeader>
      {requests.length === 0 ? (
        <EmptyState
          icon={Inbox}
          title="No requests yet"
          description="Send a test from a webhook, resend a delivery or send an event. New requests appear automatically."
        />
      ) : (
        <ul className="divide-y">
          {requests.map((request) => (
            <li key={request.id} className="relative">
              <ReceivedRequestDetails {...request} />
              <Time iso={request.at} className="absolute top-2.5 right-4 text-muted-foreground sm:right-5" />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function ReceivedRequestDetails({ url, headers, body, answered }: ReceivedRequest) {
  const isSuccess = answered === "ok" || answered === "slow";
  const isSignature = (name: string) => name.includes("signature");
  const selectHeaders = (signatures: boolean) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => isSignature(name) === signatures));
  return (
    <details className="group">
      <summary className="grid min-h-11 cursor-pointer list-none items-center gap-x-4 gap-y-1 py-2 pr-32 pl-4 hover:bg-muted/60 sm:grid-cols-[auto_1fr] sm:pl-5">
        <ChevronRight
          aria-hidden
          className="hidden size-4 text-muted-foreground group-open:rotate-90 sm:block"
        />
        <span className="font-mono text-xs wrap-anywhere">POST {url}</span>
        <Badge variant={isSuccess ? "success" : "destructive"} className="sm:col-start-2">
          Response: {labelByBehaviour[answered]}
        </Badge>
      </summary>
      <div className="grid grid-cols-1 gap-4 px-4 pt-1 pb-4 sm:px-5 sm:pl-13">
        <HeaderList label="Signature" headers={selectHeaders(true)} />
        <HeaderList label="Other headers" headers={selectHeaders(false)} />
        <div className="grid grid-cols-1 gap-1">
          <p className="text-xs font-medium text-muted-foreground">Body</p>
          <PayloadView label="body" text={body} />
        </div>
      </div>
    </details>
  );
}
