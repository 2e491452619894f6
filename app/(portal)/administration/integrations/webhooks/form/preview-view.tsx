import { ScrollArea } from "@/components/domain/scroll-area";
import { prettyJson } from "@/components/payload/payload-text";
import { Alert } from "@/components/ui/alert";
import type { Preview } from "@/lib/playground/preview-request";

/** Method, URL, headers and body of a previewed request; or what keeps it from being made. */
export function PreviewView({
  preview: { method, url, headers, body, missing, faults },
}: {
  preview: Preview;
}) {
  if (faults.length > 0) {
    return (
      <Alert variant="destructive" title="This cannot be sent">
        {faults.map(({ field, message }) => (
          <p key={`${field} ${message}`}>{message}</p>
        ))}
      </Alert>
    );
  }
  return (
    <div className="grid gap-3">
      {missing.length > 0 && (
        <Alert variant="warning" title="This event does not have all that the templates name">
          <p>
            Empty, or null in JSON: <code className="font-mono">{missing.join(", ")}</code>
          </p>
        </Alert>
      )}
      <ScrollArea label="The request" className="max-h-112 rounded-md border bg-muted/40">
        <pre className="p-3 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
          <span className="font-semibold">
            {method} {url || "(no URL yet)"}
          </span>
          {"\n"}
          {headers.map(({ name, value }) => `${name}: ${value}\n`)}
          {body === null ? "\n(no body)" : `\n${prettyJson(body) ?? body}`}
        </pre>
      </ScrollArea>
    </div>
  );
}
