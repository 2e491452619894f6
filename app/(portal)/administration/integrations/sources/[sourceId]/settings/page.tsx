import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { can } from "@/lib/scope/scope";
import { loadEventTypeNames } from "../../form/load-event-type-names";
import { listSystemChoices } from "../../form/system-choice";
import { loadSource } from "../load-source";
import { SourcePageHeader } from "../source-page-header";
import { DeleteSource } from "./delete-source";
import { EditSourceForm } from "./edit-source-form";

interface Props {
  params: Promise<{ sourceId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { source } = await loadSource((await params).sourceId);
  return { title: `Settings, ${source.name}` };
}

/** The settings of a source. */
export default async function SourceSettingsPage({ params }: Props) {
  const loaded = await loadSource((await params).sourceId);
  const { scope, source } = loaded;
  if (!can(scope, "sources:write")) forbidden();
  const system = listSystemChoices().find(({ id }) => id === source.system);
  if (!system) throw new Error(`The source ${source.id} has an unknown system.`);
  return (
    <>
      <SourcePageHeader loaded={loaded} current="/settings" />
      <div className="grid grid-cols-1 gap-5">
        <EditSourceForm
          key={source.id}
          source={source}
          system={system}
          eventTypes={await loadEventTypeNames(scope)}
        />
        <DeleteSource sourceId={source.id} name={source.name} />
      </div>
    </>
  );
}
