import { Fact } from "@/components/domain/fact";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { PageHeader } from "@/components/shell/page-header";
import { PageTabs } from "@/components/shell/page-tabs";
import { Card, CardContent } from "@/components/ui/card";
import { can } from "@/lib/scope/scope";
import { getSourceSystem } from "@/lib/sources/systems";
import { sourceCrumbs } from "../../crumbs";
import { OpenSourceWarning } from "../form/open-source-warning";
import { formatUnmappedCount } from "../format-counts";
import { type SourceTab, sourceHref } from "../source-href";
import type { loadSource } from "./load-source";
import { RotateUrlDialog } from "./rotate-url-dialog";

/** The header of each page of a source: its name, its facts and its tabs. */
export function SourcePageHeader({
  loaded: { scope, source, partnerName },
  current,
}: {
  loaded: Awaited<ReturnType<typeof loadSource>>;
  current: SourceTab;
}) {
  const canWrite = can(scope, "sources:write");
  const countInLabel = (label: string, count: string) => (count === "0" ? label : `${label} (${count})`);
  const tabs: { label: string; tab: SourceTab }[] = [
    { label: "Messages", tab: "" },
    { label: countInLabel("Unmapped", formatUnmappedCount(source.unmapped)), tab: "/unmapped" },
    { label: countInLabel("Not verified", String(source.unverified)), tab: "/unverified" },
    ...(canWrite ? [{ label: "Settings", tab: "/settings" as const }] : []),
  ];
  return (
    <>
      <PageHeader title={source.name} crumbs={sourceCrumbs} />
      <Card className="mb-4">
        <CardContent>
          <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
            <Fact name="System">{getSourceSystem(source.system).title}</Fact>
            <Fact name="URL">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <code className="font-mono text-xs">/in/{source.tokenPrefix}…</code>
                {canWrite && <RotateUrlDialog sourceId={source.id} />}
              </span>
              {source.previousUrlUntil && (
                <span className="block text-xs text-muted-foreground">
                  The previous URL works until <Time iso={source.previousUrlUntil} />.
                </span>
              )}
            </Fact>
            <Fact name="Networks">
              {source.networks.length === 0 ? "Any address" : source.networks.join(", ")}
            </Fact>
            <Fact name="Last message">
              {source.lastMessageAt ? <Time iso={source.lastMessageAt} /> : "None yet"}
            </Fact>
            {source.unverifiedTotal > 0 && (
              <Fact name="Not verified">{source.unverifiedTotal.toLocaleString("en")} refused in all</Fact>
            )}
            {partnerName && (
              <Fact name="Partner">
                <TextLink
                  href={
                    can(scope, "partners:write")
                      ? `/administration/integrations/partners/${source.partnerId}`
                      : undefined
                  }
                >
                  {partnerName}
                </TextLink>
              </Fact>
            )}
          </dl>
        </CardContent>
      </Card>
      {/* On the settings page, the form shows it. */}
      {current !== "/settings" && source.verification.kind === "none" && source.networks.length === 0 && (
        <OpenSourceWarning className="mb-4" />
      )}
      <PageTabs
        label="Source pages"
        tabs={tabs.map(({ label, tab }) => ({
          label,
          href: sourceHref(source.id, tab),
          current: tab === current,
        }))}
      />
    </>
  );
}
