import { Time } from "@/components/domain/time";
import type { AttemptProof } from "@/lib/deliveries/proof/schema";
import { Hash } from "./hash";

const labelByOutcome: Record<string, string> = {
  succeeded: "succeeded",
  failed: "failed",
  unknown: "outcome unknown: interrupted before the response was recorded",
};

/** Lists the attempts, oldest first: when each was sent, who requested it, its URL and the response. */
export function ProofAttempts({ attempts }: { attempts: AttemptProof[] }) {
  if (attempts.length === 0) return <p>No request has been made for this delivery.</p>;
  return (
    <ol className="grid gap-3 print:gap-1">
      {attempts.map((attempt) => (
        <li
          key={attempt.id}
          className="break-inside-avoid rounded-md border p-3 print:px-2 print:py-1 print:text-[8pt] print:leading-4"
        >
          <AttemptSentence attempt={attempt} />
          <dl className="mt-1 grid grid-cols-[5rem_minmax(0,1fr)] gap-y-0.5 print:mt-0 print:gap-y-0">
            <dt className="text-muted-foreground">Request</dt>
            <dd className="font-mono text-xs leading-5 wrap-anywhere print:text-[7.5pt] print:leading-4">
              {attempt.method} {attempt.url ?? "(no URL: nothing was sent)"}
            </dd>
            <dt className="text-muted-foreground">Response</dt>
            <dd>
              <Response attempt={attempt} />
            </dd>
          </dl>
        </li>
      ))}
    </ol>
  );
}

/** The response code and the hash of the response body, or why there was no response. */
function Response({ attempt }: { attempt: AttemptProof }) {
  const { responseCode, errorCode, responseSha256, responseBytes, responseTruncated } = attempt;
  if (responseCode === null) return <>None{errorCode && ` (${errorCode.replaceAll("_", " ")})`}</>;
  return (
    <>
      {responseCode}, body SHA-256 <Hash sha256={responseSha256} bytes={responseBytes} />
      {responseTruncated && " of the first 16 KiB"}
    </>
  );
}

function AttemptSentence({ attempt }: { attempt: AttemptProof }) {
  const { number, requestedBy, startedAt, requestedAt, durationMs, outcome } = attempt;
  const at = startedAt ?? requestedAt;
  return (
    <h3 className="flex flex-wrap items-center gap-x-2 text-sm font-medium print:text-[8.5pt] print:leading-4">
      <span>{number === null ? "Manual attempt" : `Attempt ${number}`}</span>
      <span>{outcome ? labelByOutcome[outcome] : startedAt ? "in progress" : "queued"}</span>
      {requestedBy && <span>requested by {requestedBy}</span>}
      {at && <Time iso={at} absolute className="print:min-h-0" />}
      {durationMs !== null && <span>{durationMs.toLocaleString("en")} ms</span>}
    </h3>
  );
}
