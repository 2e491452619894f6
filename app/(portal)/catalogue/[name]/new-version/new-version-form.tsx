"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { CreateForm } from "@/components/form/create-form";
import { useSubmit } from "@/components/form/use-submit";
import { addVersionAction } from "../../actions";
import { type ContentDraft, rejectInvalidDraft } from "../../content-draft";
import { ContentFields } from "../../content-fields";

export function NewVersionForm({
  name,
  version,
  current,
}: {
  name: string;
  version: number;
  current: ContentDraft;
}) {
  const router = useRouter();
  const href = `/catalogue/${encodeURIComponent(name)}`;
  const [content, setContent] = useState(current);
  const state = useSubmit(
    async () => rejectInvalidDraft(content) ?? addVersionAction(name, content),
    () => router.push(href),
  );
  const { errors } = state;
  return (
    <CreateForm
      state={state}
      title={`Version ${version}`}
      submitLabel={`Add version ${version}`}
      pendingLabel="Adding…"
      cancelHref={href}
    >
      <ContentFields
        content={content}
        errors={errors}
        change={(changed) => setContent((previous) => ({ ...previous, ...changed }))}
      />
    </CreateForm>
  );
}
