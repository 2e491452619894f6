"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { HistoryQuery, Problems } from "./history-query";

/** The filters of a list over all entities: which type, which one. */
export function EntityFields({
  query,
  problems,
  entityTypes,
}: {
  query: HistoryQuery;
  problems: Problems;
  entityTypes: readonly string[];
}) {
  return (
    <>
      <Field label="Entity type" error={problems.entityType} className="xl:w-44">
        <Input
          key={query.entityType}
          name="entityType"
          defaultValue={query.entityType}
          list="entity-types"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <datalist id="entity-types">
        {entityTypes.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <Field label="Entity id" error={problems.entityId} className="xl:w-44">
        <Input
          key={query.entityId}
          name="entityId"
          defaultValue={query.entityId}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
    </>
  );
}
