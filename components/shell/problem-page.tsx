import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** A page that stands in for another: says what is the matter, and as `children` what to do besides going home. */
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
