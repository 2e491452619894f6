import { SearchX, Undo2 } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/domain/empty-state";
import { Button } from "@/components/ui/button";
import { type AuditQuery, auditHref, auditPath, newestQuery } from "./audit-query";

/** Why there are no entries, and what to do next. The audit itself is never empty: signing in is in it. */
export function AuditEmpty({ query }: { query: AuditQuery }) {
  const [icon, title, description, href, step] = query.cursor
    ? ([
        Undo2,
        "No older entries",
        "This is the end of the audit.",
        auditHref(newestQuery(query)),
        "Show the newest",
      ] as const)
    : ([
        SearchX,
        "No matching entries",
        "No entry matches these filters.",
        auditPath,
        "Clear filters",
      ] as const);
  return (
    <EmptyState icon={icon} title={title} description={description}>
      <Button asChild variant="outline">
        <Link href={href} prefetch={false}>
          {step}
        </Link>
      </Button>
    </EmptyState>
  );
}
