// Short file: the facts and the attempts of a proof both show hashes.
import { formatBytes } from "@/components/domain/format-number";

/** The SHA-256 hash and the size of a body, or why there is no hash. */
export function Hash({ sha256, bytes }: { sha256: string | null; bytes: number | null }) {
  if (bytes === null) return <>No bytes are kept</>;
  const size = formatBytes(bytes);
  if (sha256 === null) return <>{size}; hash not shown, because a one-time code could be guessed from it</>;
  return (
    <>
      <span className="font-mono text-xs wrap-anywhere print:text-[7.5pt]">{sha256}</span>{" "}
      <span className="text-muted-foreground">({size})</span>
    </>
  );
}
