import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { ApiKeyProvider } from "@/components/developers/api-key-provider";
import { TextWithCode } from "@/components/developers/code";
import { OpenByHash } from "@/components/developers/open-by-hash";
import { OperationCard } from "@/components/developers/operation-card";
import { Card } from "@/components/ui/card";
import { buildOpenApi } from "@/lib/adapters/reference/openapi";
import { findPortalOrigin } from "../portal-origin";
import { CallFilter } from "./call-filter";
import { DevelopersPageHeader } from "./developers-page-header";
import { filterOperations, groupByTag, listOperations } from "./operations";

export const metadata: Metadata = { title: "API reference" };

interface Props {
  searchParams: Promise<{ q?: string | string[] }>;
}

/** The reference of all API calls, from the OpenAPI document, with curl commands and a form to try each. */
export default async function DevelopersPage({ searchParams }: Props) {
  await pageScope("webhooks:read");
  const { q } = await searchParams;
  const text = typeof q === "string" ? q.slice(0, 200) : "";
  const document = buildOpenApi();
  const allOperations = listOperations(document, await findPortalOrigin());
  const foundOperations = filterOperations(allOperations, text);
  return (
    <>
      <DevelopersPageHeader current="/developers" />
      <ApiKeyProvider>
        <CallFilter text={text} found={foundOperations.length} all={allOperations.length} />
        <OpenByHash key={text} />
        <div className="grid grid-cols-1 gap-6">
          {groupByTag(document, foundOperations).map(({ name, description, operations }) => (
            <section key={name} aria-label={name} className="grid gap-2">
              <h2 className="text-base font-semibold">{name}</h2>
              {description && (
                <p className="max-w-prose text-muted-foreground">
                  <TextWithCode text={description} />
                </p>
              )}
              <Card className="overflow-hidden">
                {operations.map((operation) => (
                  <OperationCard key={operation.id} operation={operation} />
                ))}
              </Card>
            </section>
          ))}
        </div>
      </ApiKeyProvider>
    </>
  );
}
