import { HeaderList } from "@/components/payload/payload-section";
import { PayloadView } from "@/components/payload/payload-view";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";

/** The result of trying an operation. */
export type TryResult =
  | { kind: "notSent"; message: string }
  | { kind: "unreachable" }
  | {
      kind: "answered";
      status: number;
      durationMs: number;
      headers: Record<string, string>;
      text: string;
      /** The body is longer than `text`. */
      truncated: boolean;
    };

export function TryResponse({ result }: { result: Exclude<TryResult, { kind: "notSent" }> }) {
  if (result.kind === "unreachable") {
    return (
      <Alert variant="destructive" title="No response. Check that the server is running, and try again." />
    );
  }
  const { status, durationMs, headers, text, truncated } = result;
  return (
    <div className="grid gap-3 rounded-md border p-3">
      <p className="flex items-center gap-2">
        <Badge variant={status < 300 ? "success" : "destructive"}>{status}</Badge>
        <span className="text-muted-foreground">in {durationMs} ms</span>
      </p>
      <HeaderList label="Headers" headers={headers} />
      {text === "" ? (
        <p className="text-muted-foreground">No body.</p>
      ) : (
        <PayloadView label="Response body" text={text} />
      )}
      {truncated && <p className="text-muted-foreground">The response is too long to be shown in full.</p>}
    </div>
  );
}
