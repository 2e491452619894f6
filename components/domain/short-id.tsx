import Link from "next/link";
import { CopyButton } from "@/components/domain/copy-button";

/** Shows only the end of an ID, because IDs start with a timestamp, which is similar for all IDs on a page. Copies the whole ID. */
export function ShortId({
  id,
  label,
  href,
  opensRow = false,
}: {
  id: string;
  label: string;
  href?: string;
  /** Whether the link is the one that opens the row, as in RowLink. */
  opensRow?: boolean;
}) {
  const text = (
    <>
      <span className="print:hidden">…{id.slice(-6)}</span>
      {/* Print shows the whole ID: paper has no tooltip. */}
      <span className="hidden print:inline print:wrap-anywhere">{id}</span>
    </>
  );
  return (
    <span className="inline-flex items-center gap-0.5 font-mono text-xs whitespace-nowrap print:text-[7pt] print:whitespace-normal">
      {href ? (
        <Link
          href={href}
          prefetch={false}
          title={id}
          data-row-open={opensRow ? "" : undefined}
          className="inline-flex min-h-6 items-center text-primary underline-offset-4 hover:underline touch:min-h-11"
        >
          {text}
        </Link>
      ) : (
        <span title={id}>{text}</span>
      )}
      <CopyButton value={id} label={`${label} ${id}`} className="size-6 text-muted-foreground print:hidden" />
    </span>
  );
}
