"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { addVersionAction } from "../../actions";
import { ContentFields } from "../../content-fields";
import { rejectUnparsable, type TypedContent } from "../../typed-content";

export function NewVersionForm({
  name,
  version,
  before,
}: {
  name: string;
  version: number;
  before: TypedContent;
}) {
  const router = useRouter();
  const href = `/catalogue/${encodeURIComponent(name)}`;
  const [content, setContent] = useState(before);
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    async () => rejectUnparsable(content) ?? addVersionAction(name, content),
    () => router.push(href),
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title={`Version ${version}`}>
        <ContentFields
          content={content}
          errors={errors}
          change={(changed) => setContent((now) => ({ ...now, ...changed }))}
        />
        <FormMessage rejection={rejection} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" aria-disabled={pending}>
            {pending ? "Adding…" : `Make it version ${version}`}
          </Button>
          <Button asChild variant="outline">
            <Link href={href}>Cancel</Link>
          </Button>
        </div>
      </Section>
    </form>
  );
}
