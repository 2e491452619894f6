import type { ReactNode } from "react";
import { type Crumb, PageHeader } from "@/components/shell/page-header";

/** A page with one form that creates something: its heading, and the form in a column that is easy to read. */
export function CreatePage({
  title,
  description,
  crumbs,
  children,
}: {
  title: string;
  description?: string;
  crumbs: Crumb[];
  children: ReactNode;
}) {
  return (
    <div className="max-w-3xl">
      <PageHeader title={title} description={description} crumbs={crumbs} />
      {children}
    </div>
  );
}
