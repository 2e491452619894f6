import { formatMilliseconds } from "@/components/domain/format-number";
import { ScrollArea } from "@/components/domain/scroll-area";
import type { Rejection } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import type { TestResult } from "@/lib/playground/send-test";

/** What came of a test: status, time, and when it failed why and what to do. */
export function TestAnswer({ answer }: { answer: { ok: true; result: TestResult } | Rejection }) {
  if (!answer.ok) {
    return (
      <Alert variant="destructive" title={answer.message}>
        {Object.values(answer.errors).map((message) => (
          <p key={message}>{message}</p>
        ))}
      </Alert>
    );
  }
  const { succeeded, responseCode, durationMs, error, destinationIp, answer: text, withheld } = answer.result;
  const code = responseCode === null ? "No response" : `Response ${responseCode}`;
  const from = destinationIp === null ? "" : ` from ${destinationIp}`;
  return (
    <Alert
      variant={succeeded ? "success" : "destructive"}
      title={succeeded ? "The receiver accepted it" : "This would have failed"}
    >
      <p>
        {code}
        {from} after {formatMilliseconds(durationMs)}.
      </p>
      {error && <p>{error}</p>}
      {withheld.length > 0 && (
        <p>Not sent, since the saved URL has another scheme, host or port: {withheld.join(", ")}.</p>
      )}
      {text && (
        <ScrollArea label="What the receiver answered" className="mt-2 max-h-40 rounded-md border bg-card">
          <pre className="p-2 font-mono text-xs whitespace-pre-wrap">{text}</pre>
        </ScrollArea>
      )}
    </Alert>
  );
}
