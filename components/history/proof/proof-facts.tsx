import { Fact } from "@/components/domain/fact";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import type { DeliveryProof } from "@/lib/deliveries/proof/schema";
import { Hash } from "./hash";

/** Shows what was delivered, to which webhook, and the hash of the body. */
export function ProofFacts({ proof }: { proof: DeliveryProof }) {
  const { state, attemptCount, completedAt, stateReason } = proof;
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-2 print:grid-cols-2 print:gap-y-1 print:text-[9pt]">
      <Fact name="State">
        <DeliveryStateBadge state={state} attemptCount={attemptCount} />
        {stateReason && (state === "held" || state === "discarded") && (
          <span className="ml-2">{stateReason}</span>
        )}
      </Fact>
      <Fact name="Webhook">
        {proof.webhookName} <span className="font-mono text-xs">({proof.webhookId})</span>
      </Fact>
      <Fact name="Event type">
        <span className="font-mono text-xs">{proof.eventType}</span>
        {proof.simulated && " (simulated)"}
      </Fact>
      <Fact name={proof.entityType}>{proof.entityId}</Fact>
      <Fact name="Trace ID">
        <span className="font-mono text-xs">{proof.traceId}</span>
      </Fact>
      <Fact name="Event ID">
        <span className="font-mono text-xs">{proof.eventId}</span>
      </Fact>
      <Fact name="Accepted">
        <Time iso={proof.createdAt} absolute />
      </Fact>
      <Fact name="Completed">{completedAt ? <Time iso={completedAt} absolute /> : "Not yet"}</Fact>
      <Fact name="Body (SHA-256)" className="sm:col-span-2 print:col-span-2">
        <Hash sha256={proof.bodySha256} bytes={proof.bodyBytes} />
      </Fact>
    </dl>
  );
}
