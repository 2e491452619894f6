"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { CodeBlock, TextWithCode } from "./code";
import { describeConstraints, describeType } from "./describe-schema";
import type { OperationView } from "./operation-view";
import { SchemaTree } from "./schema-tree";
import { TryIt } from "./try-it";

/** One operation: a summary line, and all details once it has been opened. The details of all operations would be 8,000 elements. */
export function OperationCard({ operation }: { operation: OperationView }) {
  const { id, method, path, summary } = operation;
  const [isOpened, setOpened] = useState(false);
  const card = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    // It may have been opened before the page's scripts started.
    if (card.current?.open) setOpened(true);
  }, []);
  return (
    <details
      id={id}
      ref={card}
      onToggle={() => setOpened(true)}
      className="group/call scroll-mt-16 border-b last:border-b-0"
    >
      <summary className="grid cursor-pointer list-none grid-cols-[auto_1fr] items-start gap-x-3 px-4 py-2.5 -outline-offset-2 hover:bg-muted/60 touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <span className="flex items-center gap-2">
          <ChevronRight aria-hidden className="size-4 text-muted-foreground group-open/call:rotate-90" />
          <MethodBadge method={method} />
        </span>
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <code className="font-mono text-[0.8125rem] font-medium wrap-anywhere">{path}</code>
          <span className="text-muted-foreground">
            <TextWithCode text={summary} />
          </span>
        </span>
      </summary>
      {isOpened && <OperationDetails operation={operation} />}
    </details>
  );
}

function OperationDetails({ operation }: { operation: OperationView }) {
  const { id, summary, description, parameters, body, responses, curl } = operation;
  return (
    <div className="grid min-w-0 gap-5 px-4 pt-1 pb-5 sm:pl-10">
      <p>
        <TextWithCode text={description} />{" "}
        <a href={`#${id}`} className="text-primary underline underline-offset-4">
          Link to this operation
        </a>
      </p>
      {parameters.length > 0 && (
        <OperationPart title="Parameters">
          <dl className="grid gap-1">
            {parameters.map(({ name, in: place, required, schema }) => (
              <div key={name} className="flex flex-wrap items-baseline gap-x-2">
                <dt className="font-mono text-[0.8125rem] font-medium">{name}</dt>
                <dd className="text-xs text-muted-foreground">
                  {[
                    place,
                    describeType(schema),
                    ...(required ? ["required"] : []),
                    ...describeConstraints(schema),
                  ].join(" · ")}
                  {schema.description && <span className="block">{schema.description}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </OperationPart>
      )}
      {body && (
        <OperationPart title={body.required ? "Body" : "Body (optional)"}>
          <SchemaTree schema={body.schema} />
        </OperationPart>
      )}
      <OperationPart title="Responses">
        <ul className="grid gap-2">
          {responses.map(({ status, description: meaning, contentType, schema }) => (
            <li key={status} className="grid grid-cols-[3.5rem_1fr] items-start gap-x-2 gap-y-1">
              <Badge variant={status.startsWith("2") ? "success" : "neutral"}>{status}</Badge>
              <div className="grid min-w-0 gap-1">
                <p className="wrap-anywhere">
                  <TextWithCode text={meaning} />{" "}
                  {contentType && <span className="text-xs text-muted-foreground">{contentType}</span>}
                </p>
                {status.startsWith("2") && schema && <SchemaTree schema={schema} />}
              </div>
            </li>
          ))}
        </ul>
      </OperationPart>
      <OperationPart title="curl">
        <CodeBlock label={`curl command for ${summary.replaceAll("`", "")}`} code={curl} />
      </OperationPart>
      <TryIt operation={operation} />
    </div>
  );
}

function OperationPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

const variantByMethod: Record<string, "info" | "success" | "warning" | "destructive"> = {
  GET: "info",
  POST: "success",
  DELETE: "destructive",
};

function MethodBadge({ method }: { method: string }) {
  return (
    <Badge variant={variantByMethod[method] ?? "warning"} className="min-w-14 justify-center font-mono">
      {method}
    </Badge>
  );
}
