import { Countdown } from "@/components/domain/countdown";
import { Fact } from "@/components/domain/fact";
import { Time } from "@/components/domain/time";
import type { AttemptView } from "@/lib/deliveries/schema";
import { TimingBar } from "./timing-bar";

/** The addresses and times of an attempt, who requested it, and the next retry. */
export function AttemptFacts({ attempt, retryAt }: { attempt: AttemptView; retryAt: string | null }) {
  const { sourceIp, method, destination, destinationIp, manual, requestedBy, requestedAt, startedAt } =
    attempt;
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-4">
      <Fact name="Sender IP address">{sourceIp ?? unknownLabel}</Fact>
      <Fact name="Destination">
        {destination ? (
          <span className="font-mono text-xs">
            {method} {destination}
          </span>
        ) : (
          unknownLabel
        )}
      </Fact>
      <Fact name="Destination IP address">{destinationIp ?? unknownLabel}</Fact>
      <Fact name="Response time">
        <TimingBar attempt={attempt} />
      </Fact>
      {startedAt && (
        <Fact name="Time Stamp">
          <Time iso={startedAt} absolute />
        </Fact>
      )}
      {attempt.timing?.reconnectedMs !== undefined && (
        <Fact name="Connection" className="sm:col-span-2">
          Reconnected. The receiver had closed the idle connection, so the request was sent again on a new
          connection.
        </Fact>
      )}
      {manual && <Fact name="Resent by">{requestedBy ?? unknownLabel}</Fact>}
      {manual && <Fact name="Requested">{requestedAt ? <Time iso={requestedAt} /> : unknownLabel}</Fact>}
      {retryAt && (
        <Fact name="Next retry">
          <Countdown at={retryAt} />
        </Fact>
      )}
      <Fact name="Attempt ID" className="sm:col-span-2">
        <span className="font-mono text-xs">{attempt.id}</span>
      </Fact>
    </dl>
  );
}

const unknownLabel = "Unknown";
