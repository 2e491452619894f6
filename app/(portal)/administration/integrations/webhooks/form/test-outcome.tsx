"use client";

import type { ReactNode } from "react";
import { formatMilliseconds } from "@/components/domain/format-number";
import { ScrollArea } from "@/components/domain/scroll-area";
import { formatJson } from "@/components/payload/payload-text";
import { Alert } from "@/components/ui/alert";
import type { SendTestResult } from "./use-send-test";

/** The result of a test: why it failed, and what was sent beside what came back. */
export function TestOutcome({ result }: { result: SendTestResult }) {
  if (!result.ok) {
    return (
      <Alert variant="destructive" title={result.message}>
        {Object.values(result.errors).map((message) => (
          <p key={message}>{message}</p>
        ))}
      </Alert>
    );
  }
  const { succeeded, request, responseCode, responseHeaders, durationMs, error, destinationIp, answer } =
    result.result;
  const { withheld } = result.result;
  const from = destinationIp === null ? "" : ` from ${destinationIp}`;
  return (
    <Alert
      variant={succeeded ? "success" : "destructive"}
      title={succeeded ? "Test succeeded" : "Test failed"}
    >
      <p>
        {formatResponseCode(responseCode)}
        {from} after {formatMilliseconds(durationMs)}.
      </p>
      {error && <p>{error}</p>}
      {withheld.length > 0 && (
        <p>
          These saved secrets were not sent because the URL has a different scheme, host or port:{" "}
          {withheld.join(", ")}.
        </p>
      )}
      <div className="mt-2 grid gap-2 sm:grid-cols-2">
        <Message
          label="Request"
          firstLine={`${request.method} ${request.url}`}
          headers={request.headers}
          body={request.body}
        />
        <Message
          label="Response"
          firstLine={formatResponseCode(responseCode)}
          headers={responseHeaders}
          body={answer}
        />
      </div>
    </Alert>
  );
}

/** A test in one line, for the column beside the form. */
export function TestSummary({ result, outdated }: { result: SendTestResult | null; outdated: boolean }) {
  if (result === null) return <p className="text-muted-foreground">No test was sent yet.</p>;
  if (!result.ok) return <p className="text-destructive">Not sent.</p>;
  const { succeeded, responseCode, durationMs } = result.result;
  return (
    <p className={succeeded ? "text-success" : "text-destructive"}>
      {succeeded ? "Succeeded" : "Failed"}: {formatResponseCode(responseCode).toLowerCase()} after{" "}
      {formatMilliseconds(durationMs)}.{outdated && " The settings have changed since."}
    </p>
  );
}

const formatResponseCode = (code: number | null) => (code === null ? "No response" : `Response ${code}`);

function Message({
  label,
  firstLine,
  headers,
  body,
}: {
  label: string;
  firstLine: string;
  headers: Record<string, string>;
  body: string;
}) {
  const headerLines: ReactNode[] = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return (
    <div className="grid min-w-0 content-start gap-1">
      <p className="font-medium">{label}</p>
      <ScrollArea label={label} className="max-h-56 rounded-md border bg-card">
        <pre className="p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          <span className="font-semibold">{firstLine}</span>
          {"\n"}
          {headerLines}
          {body === "" ? "\n(no body)" : `\n${formatJson(body) ?? body}`}
        </pre>
      </ScrollArea>
    </div>
  );
}
