import { Plus } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { customSystem, type EventTypeWithVersions } from "@/lib/catalogue/schema";
import { catalogueCrumbs } from "../labels";

/** The title, description, entity type and current version. */
export function EventTypePageHeader({
  eventType,
  canAddVersion,
}: {
  eventType: EventTypeWithVersions;
  canAddVersion: boolean;
}) {
  const { name, title, description, entityType, group, system, version, deprecated } = eventType;
  return (
    <PageHeader
      title={title}
      crumbs={catalogueCrumbs}
      description={
        <>
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="font-mono text-[0.8125rem] wrap-anywhere">{name}</span>
            <span>
              {system === customSystem ? group : `${system}, ${group}`} · entity type {entityType} · version{" "}
              {version}
            </span>
            {deprecated && <Badge variant="warning">Deprecated</Badge>}
          </span>
          {description && <span className="mt-1 block">{description}</span>}
        </>
      }
    >
      {canAddVersion && (
        <Button asChild variant="outline">
          <Link href={`/catalogue/${encodeURIComponent(name)}/new-version`}>
            <Plus aria-hidden />
            New version
          </Link>
        </Button>
      )}
    </PageHeader>
  );
}
