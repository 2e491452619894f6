"use client";

import { useState } from "react";
import { TextLink } from "@/components/domain/text-link";
import { LiveStatus } from "@/components/live/live-status";
import { useWatch } from "@/components/live/live-watch";
import { type SourceTab, sourceHref } from "../source-href";

const outcomeByState: Record<string, { summary: string; link?: { tab: SourceTab; label: string } }> = {
  none: { summary: "Waiting for the first message…" },
  waiting: { summary: "A message has arrived. It will become an event in a moment." },
  mapped: {
    summary: "A message has arrived and become an event.",
    link: { tab: "", label: "See the message" },
  },
  duplicate: {
    summary: "A message has arrived. It repeats an earlier one.",
    link: { tab: "", label: "See the message" },
  },
  unmapped: {
    summary: "A message has arrived, but it could not become an event.",
    link: { tab: "/unmapped", label: "See why" },
  },
  unverified: {
    summary: "A message has arrived, but it did not verify.",
    link: { tab: "/unverified", label: "See why" },
  },
};

/** Says by itself when the newest message of a new source has arrived, and what became of it. Stops once an event was made. */
export function FirstMessage({ sourceId }: { sourceId: string }) {
  const [state, setState] = useState("none");
  const outcome = outcomeByState[state] ?? { summary: "A message has arrived." };
  const isDone = state === "mapped";
  const watch = `sources?sourceId=${sourceId}&first=1`;
  useWatch(isDone ? null : watch, { revision: state }, ({ revision }) => setState(revision));
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p role="status" className="text-muted-foreground">
        {outcome.summary}
      </p>
      {!isDone && <LiveStatus />}
      {outcome.link && (
        <TextLink href={sourceHref(sourceId, outcome.link.tab)}>{outcome.link.label}</TextLink>
      )}
    </div>
  );
}
