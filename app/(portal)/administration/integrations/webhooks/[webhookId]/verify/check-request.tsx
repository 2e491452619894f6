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

/** Headers and body to paste, and whether they are genuine. */
export function CheckRequest({ webhookId }: { webhookId: string }) {
  const [headers, setHeaders] = useState("");
  const [body, setBody] = useState("");
  const [answer, setAnswer] = useState<Result | null>(null);
  const [busy, start] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      setAnswer(await verifySignatureAction(webhookId, { headers, body }).catch(noResponse));
    });
  }

  const errors = answer && !answer.ok ? answer.errors : {};
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field
        label="Headers"
        hint="One on each line, as Name: value; a JSON object or curl's -H will do too."
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
      <Field label="Body" hint="The raw body, before any parser." error={errors.body}>
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
          {busy ? "Checking" : "Check"}
        </Button>
      </div>
      <div aria-live="polite">{answer && <Verdict answer={answer} />}</div>
    </form>
  );
}

function Verdict({ answer }: { answer: Result }) {
  if (!answer.ok) {
    const marked = Object.keys(answer.errors).length > 0;
    return <Alert variant="destructive" title={marked ? "Check the marked fields." : answer.message} />;
  }
  const { valid, findings } = answer.verdict;
  return (
    <Alert variant={valid ? "success" : "destructive"} title={valid ? "Valid: it is genuine" : "Not valid"}>
      {findings.map(({ code, message }) => (
        <p key={code}>{message}</p>
      ))}
    </Alert>
  );
}
