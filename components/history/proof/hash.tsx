// Short file: the facts and the attempts show hashes.
import { formatBytes } from "@/components/domain/format-number";

/** The hash of bytes, with their number; or why there is none. */
export function Hash({ sha256, bytes }: { sha256: string | null; bytes: number | null }) {
  if (bytes === null) return <>No bytes are kept</>;
  const size = formatBytes(bytes);
  if (sha256 === null) return <>{size}; not shown, because a one-time code could be guessed from it</>;
  return (
    <>
      <span className="font-mono text-xs wrap-anywhere print:text-[7.5pt]">{sha256}</span>{" "}
      <span className="text-muted-foreground">({size})</span>
    </>
  );
}
