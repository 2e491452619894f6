"use client";

import type { ReactNode } from "react";
import { Card, CardContent } from "@/components/ui/card";
import { RequestPreview } from "./request-preview";
import { RetryClock } from "./retry-clock";
import { TestSummary } from "./test-outcome";
import type { TriggerSystem } from "./trigger-tree";
import type { useSendTest } from "./use-send-test";
import type { useWebhookForm } from "./use-webhook-form";

/** What the settings lead to, beside the form and in sight while it scrolls: the last test, the request and the times of the retries. */
export function FormAside({
  webhookForm: { values, saved },
  tree,
  test,
  eventType,
  chooseEventType,
}: {
  webhookForm: ReturnType<typeof useWebhookForm>;
  tree: readonly TriggerSystem[];
  test: ReturnType<typeof useSendTest>;
  eventType: string;
  chooseEventType: (eventType: string) => void;
}) {
  return (
    <aside
      aria-label="Test, preview and retry times"
      className="grid grid-cols-1 xl:sticky xl:top-6 xl:max-h-[calc(100dvh-3rem)] xl:overflow-y-auto"
    >
      <Card className="divide-y">
        <Part title="Test">
          <TestSummary result={test.result} outdated={test.outdated} />
        </Part>
        <Part title="Preview">
          <RequestPreview
            values={values}
            saved={saved}
            tree={tree}
            eventType={eventType}
            chooseEventType={chooseEventType}
          />
        </Part>
        <Part title="Retry clock">
          <RetryClock delays={values.retryDelays} />
        </Part>
      </Card>
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <CardContent className="grid grid-cols-1 gap-2 py-3">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </CardContent>
  );
}
