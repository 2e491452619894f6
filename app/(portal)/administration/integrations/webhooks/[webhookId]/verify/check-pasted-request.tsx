"use client";

import { type FormEvent, useState, useTransition } from "react";
import { type Rejection, rejectMissingResponse } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { controlClass } from "@/components/ui/input";
import type { SignatureVerdict } from "@/lib/webhooks/signing/schema";
import { verifySignatureAction } from "../../actions";

type VerificationResult = { ok: true; verdict: SignatureVerdict } | Rejection;

const textareaClass = cn(controlClass, "py-1.5 font-mono text-xs touch:text-base");

/** A form for the headers and body of a received request; shows whether their signature is valid. */
export function CheckPastedRequest({ webhookId }: { webhookId: string }) {
  const [headers, setHeaders] = useState("");
  const [body, setBody] = useState("");
  const [result, setResult] = useState<VerificationResult | null>(null);
  const [checking, startChecking] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startChecking(async () => {
      setResult(await verifySignatureAction(webhookId, { headers, body }).catch(rejectMissingResponse));
    });
  }

  const errors = result && !result.ok ? result.errors : {};
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field
        label="Headers"
        hint="One header per line (Name: value), or a JSON object, or curl -H options."
        error={errors.headers}
      >
        <textarea
          className={textareaClass}
          rows={5}
          spellCheck={false}
          value={headers}
          onChange={(event) => setHeaders(event.target.value)}
        />
      </Field>
      <Field label="Body" hint="The raw body, exactly as received." error={errors.body}>
        <textarea
          className={textareaClass}
          rows={6}
          spellCheck={false}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
      </Field>
      <div>
        <Button type="submit" disabled={checking}>
          {checking ? "Checking…" : "Check signature"}
        </Button>
      </div>
      <div aria-live="polite">{result && <Verdict result={result} />}</div>
    </form>
  );
}

function Verdict({ result }: { result: VerificationResult }) {
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
