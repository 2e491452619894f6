import Link from "next/link";
import { Section } from "@/components/domain/section";
import { Button } from "@/components/ui/button";

/** Links to the audit entries of this user, as actor and as target. */
export function AuditLinks({ userId, email }: { userId: string; email: string }) {
  const toHref = (query: Record<string, string>) => `/administration/audit?${new URLSearchParams(query)}`;
  return (
    <Section title="Audit trail">
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="outline">
          <Link href={toHref({ who: email })} prefetch={false}>
            Actions by this user
          </Link>
        </Button>
        <Button asChild variant="outline">
          <Link href={toHref({ targetType: "user", targetId: userId })} prefetch={false}>
            Changes to this user
          </Link>
        </Button>
      </div>
    </Section>
  );
}
