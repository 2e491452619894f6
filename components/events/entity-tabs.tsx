import { entityHref } from "@/components/history/history-href";
import { PageTabs } from "@/components/shell/page-tabs";
import { timelineHref } from "./event-href";

/** The two pages of an entity: its webhook history and the timeline of its events. */
export function EntityTabs({
  entityType,
  entityId,
  current,
}: {
  entityType: string;
  entityId: string;
  current: "history" | "timeline";
}) {
  const tabs = [
    { label: "History", href: entityHref(entityType, entityId), current: current === "history" },
    { label: "Timeline", href: timelineHref(entityType, entityId), current: current === "timeline" },
  ];
  return <PageTabs label={`${entityType} ${entityId} pages`} tabs={tabs} />;
}
