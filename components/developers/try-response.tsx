import { HeaderList } from "@/components/payload/payload-section";
import { PayloadView } from "@/components/payload/payload-view";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";

/** What came of trying a call. */
export type TryResult =
  | { kind: "missing"; message: string }
  | { kind: "unreachable" }
  | {
      kind: "answered";
      status: number;
      durationMs: number;
      headers: Record<string, string>;
      text: string;
      /** More came than is shown. */
      cut: boolean;
    };

export function TryResponse({ result }: { result: Exclude<TryResult, { kind: "missing" }> }) {
  if (result.kind === "unreachable") {
    return (
      <Alert variant="destructive" title="No answer came. Look whether the server runs, and try again." />
    );
  }
  const { status, durationMs, headers, text, cut } = result;
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
        <PayloadView label="answer" text={text} />
      )}
      {cut && <p className="text-muted-foreground">The rest of this answer is not shown: it is long.</p>}
    </div>
  );
}
