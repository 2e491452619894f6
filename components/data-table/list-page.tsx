import { type LucideIcon, Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/domain/empty-state";
import { type Crumb, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/**
 * A page that lists rows of one kind: its heading, the link that creates another row, and the table (`children`).
 * @param create null if the user cannot create a row
 * @param empty shown instead of the table when there are no rows at all; undefined for a list that is never empty
 */
export function ListPage({
  title,
  description,
  crumbs,
  create,
  empty,
  children,
}: {
  title: string;
  description: string;
  crumbs: Crumb[];
  create: { label: string; href: string } | null;
  empty?: { icon: LucideIcon; title: string; description: string } | false;
  children: ReactNode;
}) {
  const link = create && (
    <Button asChild>
      <Link href={create.href}>
        <Plus aria-hidden />
        {create.label}
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader title={title} description={description} crumbs={crumbs}>
        {!empty && link}
      </PageHeader>
      <Card>{empty ? <EmptyState {...empty}>{link}</EmptyState> : children}</Card>
    </>
  );
}
