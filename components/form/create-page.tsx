import type { ReactNode } from "react";
import { type Crumb, PageHeader } from "@/components/shell/page-header";

/** A page with one form that creates something: its heading and the form. */
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
    <>
      <PageHeader title={title} description={description} crumbs={crumbs} />
      {children}
    </>
  );
}
