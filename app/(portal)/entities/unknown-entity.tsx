import { SearchX } from "lucide-react";
import { NextStepLink } from "@/components/cursor-list/list-empty";
import { EmptyState } from "@/components/domain/empty-state";
import { EntityTable } from "@/components/entities/entity-table";
import { historyHref } from "@/components/history/history-href";
import { Card } from "@/components/ui/card";
import { findOtherSpellings, isReadingOlderEvents } from "@/lib/entities/queries";
import type { Scope } from "@/lib/scope/scope";
import type { Entity } from "../deliveries/history-rows";
import { formatEntity } from "./format-entity";

/** Says that no event has named an entity, and offers the entities whose IDs differ only in case and outer spaces. */
export async function UnknownEntity({ scope, entity }: { scope: Scope; entity: Entity }) {
  const name = formatEntity(entity);
  const [spellings, isReading] = await Promise.all([
    findOtherSpellings(scope, entity),
    isReadingOlderEvents(),
  ]);
  const isLoan = entity.entityType === "Loan";
  if (spellings.length > 0) {
    return (
      <div className="grid grid-cols-1 gap-3">
        <p>
          No event has named {name}. {spellings.length === 1 ? "This ID is" : "These IDs are"} spelled
          differently:
        </p>
        <EntityTable
          entityType={entity.entityType}
          entities={spellings}
          caption={`Other spellings of ${name}`}
        />
      </div>
    );
  }
  return (
    <Card>
      <EmptyState
        icon={SearchX}
        title={`No event has named ${name}`}
        description={
          isReading
            ? "Check the ID. Older events are still being read, so other spellings of it may be missing."
            : "Check the ID. Upper and lower case do not matter. Events are removed after their retention period."
        }
      >
        <NextStepLink
          href={isLoan ? "/loans" : historyHref("/deliveries", { entityType: entity.entityType })}
        >
          {isLoan ? "See all loans" : `See all deliveries of ${entity.entityType}`}
        </NextStepLink>
      </EmptyState>
    </Card>
  );
}
