import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { FilterForm } from "@/components/cursor-list/filter-form";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { messageStates } from "@/lib/sources/schema";
import { sourceHref } from "../source-href";
import { loadSource } from "./load-source";
import { messageQueryNeedsNormalizing, parseMessageQuery, readMessageQuery } from "./message-query";
import { messageStateLabel } from "./message-state-badge";
import { MessagesView } from "./messages-view";
import { SourcePageHeader } from "./source-page-header";

interface Props {
  params: Promise<{ sourceId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { source } = await loadSource((await params).sourceId);
  return { title: source.name };
}

/** All messages of a source, newest first. */
export default async function SourcePage({ params, searchParams }: Props) {
  const loaded = await loadSource((await params).sourceId);
  const path = sourceHref(loaded.source.id);
  const search = await searchParams;
  const query = readMessageQuery(search);
  if (messageQueryNeedsNormalizing(search)) redirect(listHref(path, query));
  const parsed = parseMessageQuery(query);
  return (
    <>
      <SourcePageHeader loaded={loaded} current="" />
      <div className="grid grid-cols-1 gap-3">
        <FilterForm path={path} filtered={query.state !== undefined}>
          <Field
            label="State"
            error={parsed.ok ? undefined : parsed.errors.state}
            className="col-span-2 xl:w-52"
          >
            <Select key={query.state} name="state" defaultValue={query.state ?? ""}>
              <option value="">Any</option>
              {messageStates.map((state) => (
                <option key={state} value={state}>
                  {messageStateLabel(state)}
                </option>
              ))}
            </Select>
          </Field>
        </FilterForm>
        <MessagesView {...loaded} tab="" query={query} />
      </div>
    </>
  );
}
