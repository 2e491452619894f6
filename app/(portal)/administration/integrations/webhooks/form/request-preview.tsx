"use client";

import { useState } from "react";
import { ScrollArea } from "@/components/domain/scroll-area";
import { reject } from "@/components/form/action-result";
import { useDebouncedLoad } from "@/components/form/use-debounced-load";
import { formatJson } from "@/components/payload/payload-text";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Preview } from "@/lib/playground/preview-request";
import { previewRequestAction } from "../actions";
import { EventTypeOptions } from "./event-type-options";
import { type FormValues, toPreviewInput } from "./form-values";
import type { TriggerSystem } from "./trigger-tree";

/** The request that the form's settings produce for a past event or a sample, updated as the user types. */
export function RequestPreview({
  values,
  saved,
  tree,
  eventType,
  chooseEventType,
}: {
  values: FormValues;
  saved: FormValues;
  tree: readonly TriggerSystem[];
  eventType: string;
  chooseEventType: (eventType: string) => void;
}) {
  const [chosenEventId, setChosenEventId] = useState<string | null>(null);
  const { result, loading } = useDebouncedLoad(
    toPreviewInput(values, saved, eventType, chosenEventId),
    (input) =>
      previewRequestAction(input).catch(() =>
        reject("The preview could not be loaded: the server did not respond as expected."),
      ),
  );
  const preview = result?.ok ? result.preview : null;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-1">
        <Field label="Event type" hint="For the preview and the test. The test sends the sample.">
          <Select
            value={eventType}
            onChange={(event) => {
              chooseEventType(event.target.value);
              setChosenEventId(null);
            }}
          >
            <EventTypeOptions tree={tree} />
          </Select>
        </Field>
        <Field label="Event to preview">
          <Select
            value={preview?.event.id ?? "sample"}
            onChange={(event) => setChosenEventId(event.target.value)}
          >
            {(preview?.choices ?? [{ id: "sample", entityId: "", occurredAt: null }]).map(
              ({ id, entityId, occurredAt }) => (
                <option key={id} value={id}>
                  {occurredAt === null
                    ? "Sample from the catalog"
                    : `${entityId}, ${occurredAt.slice(0, 16).replace("T", " ")} UTC`}
                </option>
              ),
            )}
          </Select>
        </Field>
      </div>
      <div aria-live="polite" aria-busy={loading}>
        {result === null && <p className="text-muted-foreground">Loading preview…</p>}
        {result?.ok === false && <Alert title={result.message} />}
        {preview && <PreviewView preview={preview} />}
      </div>
    </>
  );
}

/** Method, URL, headers and body of the request, or the errors that prevent it. */
function PreviewView({
  preview: { method, url, headers, body, missingVariables, errors },
}: {
  preview: Preview;
}) {
  if (errors.length > 0) {
    return (
      <Alert variant="destructive" title="The request is not valid">
        {errors.map(({ field, message }) => (
          <p key={`${field} ${message}`}>{message}</p>
        ))}
      </Alert>
    );
  }
  return (
    <div className="grid gap-3">
      {missingVariables.length > 0 && (
        <Alert variant="warning" title="The request uses fields that this event does not have">
          <p>
            Sent as empty text, or as null in place of a whole JSON value:{" "}
            <code className="font-mono">{missingVariables.join(", ")}</code>
          </p>
        </Alert>
      )}
      <ScrollArea label="Previewed request" className="max-h-56 rounded-md border bg-muted/40">
        <pre className="p-3 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
          <span className="font-semibold">
            {method} {url || "(no URL yet)"}
          </span>
          {"\n"}
          {headers.map(({ name, value }) => `${name}: ${value}\n`)}
          {body === null ? "\n(no body)" : `\n${formatJson(body) ?? body}`}
        </pre>
      </ScrollArea>
    </div>
  );
}
