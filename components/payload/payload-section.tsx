import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { formatBytes } from "@/components/domain/format-number";
import { Button } from "@/components/ui/button";
import { withheldLabel } from "@/lib/customer-data/schema";
import type { ReadableText } from "./payload-text";
import { PayloadView } from "./payload-view";

/** A body for display; `readable` is null when it is not text. */
export interface PayloadPreview {
  bytes: number;
  /** Null when the body is masked or withheld, because a one-time code or customer data could be guessed from the hash. */
  sha256: string | null;
  readable: ReadableText | null;
  /** The body contains a one-time code, which is masked in `readable`. */
  masked: boolean;
  /** Whether customer data is masked in `readable`, or the whole body withheld, because the user cannot see customer data. */
  limit: "masked" | "withheld" | null;
}

/** The size, download link and text of a body. `missing` is shown if there is no body. */
export function PayloadSection({
  href,
  which,
  payload,
  truncated = false,
  missing,
}: {
  /** The URL of the download. */
  href: string;
  which: "request" | "response";
  payload: PayloadPreview | null;
  /** The receiver sent more than was stored. */
  truncated?: boolean;
  missing: ReactNode;
}) {
  const label = which === "request" ? "Request body" : "Response body";
  if (!payload) {
    return (
      <div className="grid gap-1">
        <p className="text-xs font-medium text-muted-foreground">{label}</p>
        <p className="text-muted-foreground">{missing}</p>
      </div>
    );
  }
  const { bytes, sha256, readable, masked, limit } = payload;
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="text-xs font-medium text-muted-foreground">{label}</p>
        <span className="text-xs">
          {formatBytes(bytes)}
          {truncated && <strong className="font-semibold text-warning"> stored (truncated)</strong>}
        </span>
        {limit === null && (
          <Button asChild variant="outline" size="sm" className="ml-auto print:hidden">
            <a href={href} download>
              <Download aria-hidden />
              Download {which}
            </a>
          </Button>
        )}
      </div>
      {limit === "withheld" ? (
        <p className="text-muted-foreground">{withheldLabel}</p>
      ) : (
        <PayloadContent bytes={bytes} readable={readable} label={label} />
      )}
      {limit === "masked" && (
        <p className="text-xs text-muted-foreground">
          Shown without customer data. Seeing and downloading it requires “View customer data”.
        </p>
      )}
      {masked && limit === null && (
        <p className="text-xs text-muted-foreground">
          The one-time code is masked here. The download includes the code, requires “Manage API Access” and
          is recorded in the audit trail.
        </p>
      )}
      {sha256 && <p className="font-mono text-xs text-muted-foreground wrap-anywhere">SHA-256 {sha256}</p>}
    </div>
  );
}

function PayloadContent({
  bytes,
  readable,
  label,
}: Pick<PayloadPreview, "bytes" | "readable"> & { label: string }) {
  if (bytes === 0) return <p className="text-muted-foreground">Empty</p>;
  if (!readable)
    return <p className="text-muted-foreground">Binary data cannot be displayed. Download it instead.</p>;
  return (
    <>
      <PayloadView label={label} text={readable.text} />
      {readable.shownLength < bytes && (
        <p className="text-xs text-muted-foreground">
          Only the first {readable.shownLength.toLocaleString("en")} bytes are shown. The download contains
          all {bytes.toLocaleString("en")} bytes.
        </p>
      )}
    </>
  );
}

/** HTTP headers, one per line. */
export function HeaderList({ label, headers }: { label: string; headers: Record<string, string> | null }) {
  const entries = Object.entries(headers ?? {});
  return (
    <div className="grid gap-1">
      <p className="text-xs font-medium text-muted-foreground">{label}</p>
      {entries.length === 0 ? (
        <p className="text-muted-foreground">None</p>
      ) : (
        <dl className="grid gap-0.5 font-mono text-xs">
          {entries.map(([name, value]) => (
            <div key={name} className="flex flex-wrap gap-x-2">
              <dt className="text-muted-foreground">{name}:</dt>
              <dd className="min-w-0 wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
