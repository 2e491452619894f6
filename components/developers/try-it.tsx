"use client";

import { Play } from "lucide-react";
import { useId, useState } from "react";
import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useApiKey } from "./api-key-provider";
import type { OperationView } from "./operation-view";
import { TryFields } from "./try-fields";
import { buildTryRequest, findInputError } from "./try-request";
import { TryResponse, type TryResult } from "./try-response";

/** How much of a response is shown, in characters. */
const maxShownLength = 100_000;

/** Sends the request from the browser as a client would: with the API key only, without the session. */
export function TryIt({ operation }: { operation: OperationView }) {
  const key = useApiKey();
  const headingId = useId();
  const [parameters, setParameters] = useState<Record<string, string>>({});
  const [body, setBody] = useState(operation.body?.example ?? "");
  const [result, setResult] = useState<TryResult | null>(null);
  const [busy, setBusy] = useState(false);
  const values = { parameters, body, key };

  async function send() {
    const error = findInputError(operation, values);
    if (error) return setResult({ kind: "notSent", message: error });
    const { path, init } = buildTryRequest(operation, values);
    setBusy(true);
    setResult(await sendRequest(path, init));
    setBusy(false);
  }

  const renderButton = (onClick?: () => void) => (
    <Button onClick={onClick} disabled={busy} variant="outline">
      <Play aria-hidden />
      {busy ? "Sending…" : operation.method === "GET" ? "Send" : "Send…"}
    </Button>
  );
  return (
    <section aria-labelledby={headingId} className="grid gap-3">
      <h3 id={headingId} className="font-semibold">
        Try it
      </h3>
      <TryFields
        operation={operation}
        parameters={parameters}
        body={body}
        onParameter={(name, value) => setParameters({ ...parameters, [name]: value })}
        onBody={setBody}
      />
      <div>
        {operation.method === "GET" || findInputError(operation, values) ? (
          renderButton(send)
        ) : (
          <ConfirmDialog
            trigger={renderButton()}
            title={`${operation.summary.replaceAll("`", "")}?`}
            description="This is not a sandbox: the request will change real data."
            confirm={`Send ${operation.method}`}
            onConfirm={send}
          />
        )}
      </div>
      <div aria-live="polite">
        {result?.kind === "notSent" ? <Alert variant="warning" title={result.message} /> : null}
        {result && result.kind !== "notSent" ? <TryResponse result={result} /> : null}
      </div>
    </section>
  );
}

async function sendRequest(path: string, init: RequestInit): Promise<TryResult> {
  const startedAt = performance.now();
  try {
    const response = await fetch(path, init);
    const text = await response.text();
    return {
      kind: "answered",
      status: response.status,
      durationMs: Math.round(performance.now() - startedAt),
      headers: Object.fromEntries(response.headers),
      text: text.slice(0, maxShownLength),
      truncated: text.length > maxShownLength,
    };
  } catch {
    return { kind: "unreachable" };
  }
}
