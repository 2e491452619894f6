import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";

/** The end of an id: ids begin with the time, so those of one page all begin alike. Copies the whole. */
export function ShortId({ id, label, href }: { id: string; label: string; href?: string }) {
  const text = `…${id.slice(-6)}`;
  return (
    <span className="inline-flex items-center gap-0.5 font-mono text-xs whitespace-nowrap">
      {href ? (
        <Link
          href={href}
          prefetch={false}
          title={id}
          className="inline-flex min-h-6 items-center text-primary underline-offset-4 hover:underline"
        >
          {text}
        </Link>
      ) : (
        <span title={id}>{text}</span>
      )}
      <CopyButton value={id} label={`${label} ${id}`} className="size-6 text-muted-foreground" />
    </span>
  );
}
