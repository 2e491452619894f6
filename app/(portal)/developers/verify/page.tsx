import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import Link from "next/link";
import { pageScope } from "@/app/api/auth/current-scope";
import { Section } from "@/components/domain/section";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { getDialect } from "@/lib/dialects";
import { listWebhookPage, webhookPageQuerySchema } from "@/lib/webhooks/list-page";
import { DevelopersPageHeader } from "../developers-page-header";
import { NoWebhooks } from "./no-webhooks";

export const metadata: Metadata = { title: "Verify signatures" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Lists the webhooks. The linked page of each has example code and a signature checker for its settings. */
export default async function SelectWebhookPage({ searchParams }: Props) {
  const scope = await pageScope("webhooks:write");
  const { q, page } = webhookPageQuerySchema.parse(await searchParams);
  const { webhooks, total } = await listWebhookPage(scope, { q, page, sort: "name", state: undefined });
  return (
    <>
      <DevelopersPageHeader current="/developers/verify" />
      <Section
        title="Select a webhook"
        description="The code depends on the webhook's settings: its format, headers and signature encoding."
      >
        {(q !== "" || total > 1) && (
          <Form action="/developers/verify" role="search" className="flex max-w-md gap-1.5">
            <Input
              key={q}
              name="q"
              type="search"
              aria-label="Search webhooks"
              placeholder="Name or URL"
              defaultValue={q}
            />
            <Button type="submit" variant="outline">
              Search
            </Button>
          </Form>
        )}
        {webhooks.length === 0 && <NoWebhooks text={q} />}
        <ul className="divide-y rounded-md border empty:hidden">
          {webhooks.map(({ id, name, dialect }) => (
            <li key={id}>
              <Link
                href={`/administration/integrations/webhooks/${id}/verify`}
                className="flex min-h-11 items-center gap-2 px-3 -outline-offset-2 hover:bg-muted/60"
              >
                <span className="min-w-0 flex-1 wrap-anywhere">
                  <span className="font-medium">{name}</span>{" "}
                  <span className="text-muted-foreground">{getDialect(dialect).title}</span>
                </span>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              </Link>
            </li>
          ))}
        </ul>
        {total > webhooks.length && (
          <p className="text-muted-foreground">
            {webhooks.length} of {total} webhooks are shown. Search by name or URL to find others.
          </p>
        )}
      </Section>
    </>
  );
}
