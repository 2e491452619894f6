"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/components/domain/section";
import { Button } from "@/components/ui/button";
import { FormMessage } from "./form-message";
import type { useSubmit } from "./use-submit";

/** A form that creates one object: its fields (`children`), the reason for a rejection, a submit button and a cancel link. */
export function CreateForm({
  state: { form, onSubmit, pending, rejection },
  title,
  submitLabel,
  pendingLabel = "Creating…",
  cancelHref,
  children,
}: {
  /** The result of useSubmit. */
  state: Pick<ReturnType<typeof useSubmit>, "form" | "onSubmit" | "pending" | "rejection">;
  title: string;
  submitLabel: string;
  pendingLabel?: string;
  cancelHref: string;
  children: ReactNode;
}) {
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title={title}>
        {children}
        <FormMessage rejection={rejection} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" aria-disabled={pending}>
            {pending ? pendingLabel : submitLabel}
          </Button>
          <Button asChild variant="outline">
            <Link href={cancelHref}>Cancel</Link>
          </Button>
        </div>
      </Section>
    </form>
  );
}
