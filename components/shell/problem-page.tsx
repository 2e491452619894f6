import { Lock, type LucideIcon, SearchX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** A page shown instead of the requested one; `children` say what is wrong and what to do. */
export function ProblemPage({
  icon: Icon,
  title,
  children,
  actions,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="mx-auto grid min-h-[70dvh] max-w-md content-center justify-items-center gap-3 p-4 text-center">
      <Icon aria-hidden className="size-9 text-muted-foreground" strokeWidth={1.5} />
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      <p className="text-muted-foreground">{children}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-2">
        {actions}
        <Button variant="outline" asChild>
          <Link href="/">Go to the overview</Link>
        </Button>
      </div>
    </div>
  );
}

/** Shown for pages that do not exist and for pages of another tenant, because both cases must look the same. */
export function NotFoundPage() {
  return (
    <ProblemPage icon={SearchX} title="Page not found">
      The page may have been removed, or the address is mistyped.
    </ProblemPage>
  );
}

export function ForbiddenPage() {
  return (
    <ProblemPage icon={Lock} title="You do not have access to this page">
      You do not have the permission that this page requires. If you need access, contact an administrator.
    </ProblemPage>
  );
}
