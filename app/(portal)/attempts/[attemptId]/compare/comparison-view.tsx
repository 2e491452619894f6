import { Section } from "@/components/domain/section";
import { AttemptHeading } from "@/components/history/comparison/attempt-heading";
import { BodyDiff } from "@/components/history/comparison/body-diff";
import { compareBodies } from "@/components/history/comparison/compare-bodies";
import {
  type ComparedValue,
  compareHeaders,
  compareResults,
  compareTargets,
  compareTimes,
  type Sides,
} from "@/components/history/comparison/compare-values";
import { ComparisonTable, VerdictBadge } from "@/components/history/comparison/comparison-table";
import type { PayloadPreview } from "@/components/payload/payload-section";
import type { AttemptOfDelivery } from "@/lib/deliveries/comparison/find-attempt";
import type { Scope } from "@/lib/scope/scope";
import { loadAttemptPayloads } from "../../../deliveries/load-payloads";

/** Two attempts side by side: their requests, responses and times. Bodies are masked as on the page of an attempt. */
export async function ComparisonView({
  scope,
  sides: { other, current },
  onlyDifferences,
}: {
  scope: Scope;
  sides: Sides<AttemptOfDelivery>;
  onlyDifferences: boolean;
}) {
  const attempts = { other: other.attempt, current: current.attempt };
  const [otherPayloads, currentPayloads] = await Promise.all(
    [other, current].map(({ delivery, attempt }) => loadAttemptPayloads(scope, delivery, attempt)),
  );
  const part = { onlyDifferences };
  return (
    <>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <AttemptHeading title="Other attempt" {...other} />
        <AttemptHeading title="This attempt" {...current} />
      </div>
      <Section title="Response">
        <Values {...part} caption="Result" rows={compareResults(attempts)} />
        <Values
          {...part}
          caption="Response headers"
          rows={compareHeaders({
            other: attempts.other.responseHeaders,
            current: attempts.current.responseHeaders,
          })}
        />
        <Bodies
          label="Response body"
          isTruncated={attempts.other.responseTruncated || attempts.current.responseTruncated}
          bodies={{ other: otherPayloads?.response ?? null, current: currentPayloads?.response ?? null }}
        />
      </Section>
      <Section title="Request">
        <Values {...part} caption="Target" rows={compareTargets(attempts)} />
        <Values
          {...part}
          caption="Request headers"
          rows={compareHeaders({
            other: attempts.other.requestHeaders,
            current: attempts.current.requestHeaders,
          })}
        />
        <Bodies
          label="Request body"
          bodies={{ other: otherPayloads?.request ?? null, current: currentPayloads?.request ?? null }}
        />
      </Section>
      <Section title="Timing" description="Times that differ by less than 100 ms are not marked.">
        <Values {...part} caption="Times" rows={compareTimes(attempts)} />
      </Section>
    </>
  );
}

const labelClass = "text-xs font-medium text-muted-foreground";

function Values({
  caption,
  rows,
  onlyDifferences,
}: {
  caption: string;
  rows: readonly ComparedValue[];
  onlyDifferences: boolean;
}) {
  const visible = rows.filter(({ verdict }) => !onlyDifferences || verdict !== "same");
  return (
    <div className="grid gap-1">
      <h3 className={labelClass}>{caption}</h3>
      {visible.length > 0 ? (
        <ComparisonTable caption={caption} rows={visible} />
      ) : (
        <p>{rows.length === 0 ? "None" : "No differences"}</p>
      )}
    </div>
  );
}

function Bodies({
  label,
  bodies,
  isTruncated = false,
}: {
  label: string;
  bodies: Sides<PayloadPreview | null>;
  isTruncated?: boolean;
}) {
  const comparison = compareBodies(bodies, isTruncated);
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className={labelClass}>{label}</h3>
        {comparison && <VerdictBadge verdict={comparison.verdict} />}
      </div>
      <p>{comparison?.summary ?? "Neither attempt has a stored body."}</p>
      {comparison && comparison.parts.length > 0 && <BodyDiff label={label} parts={comparison.parts} />}
    </div>
  );
}
