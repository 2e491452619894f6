"use client";

import { type FormEvent, useState, useTransition } from "react";
import { noResponse, type Rejection } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { controlClass } from "@/components/ui/input";
import type { SignatureVerdict } from "@/lib/webhooks/signing/schema";
import { verifySignatureAction } from "../../actions";

type Result = { ok: true; verdict: SignatureVerdict } | Rejection;

const area = cn(controlClass, "py-1.5 font-mono text-xs pointer-coarse:text-base");

/** Pasted headers and body, and whether their signature is valid. */
export function CheckRequest({ webhookId }: { webhookId: string }) {
  const [headers, setHeaders] = useState("");
  const [body, setBody] = useState("");
  const [result, setResult] = useState<Result | null>(null);
  const [busy, start] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      setResult(await verifySignatureAction(webhookId, { headers, body }).catch(noResponse));
    });
  }

  const errors = result && !result.ok ? result.errors : {};
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field
        label="Headers"
        hint="One per line as Name: value, a JSON object, or curl -H options."
        error={errors.headers}
      >
        <textarea
          className={area}
          rows={5}
          spellCheck={false}
          value={headers}
          onChange={(event) => setHeaders(event.target.value)}
        />
      </Field>
      <Field label="Body" hint="The raw body, exactly as received." error={errors.body}>
        <textarea
          className={area}
          rows={6}
          spellCheck={false}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
      </Field>
      <div>
        <Button type="submit" disabled={busy}>
          {busy ? "Checking…" : "Check signature"}
        </Button>
      </div>
      <div aria-live="polite">{result && <Verdict result={result} />}</div>
    </form>
  );
}

function Verdict({ result }: { result: Result }) {
  if (!result.ok) return <Alert variant="destructive" title={result.message} />;
  const { valid, findings } = result.verdict;
  return (
    <Alert
      variant={valid ? "success" : "destructive"}
      title={valid ? "Valid signature" : "Invalid signature"}
    >
      {findings.map(({ code, message }) => (
        <p key={code}>{message}</p>
      ))}
    </Alert>
  );
}
