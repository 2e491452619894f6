import { ScrollArea } from "@/components/domain/scroll-area";
import type { DiffPart } from "./diff-lines";

const settingsByKind = {
  same: { sign: " ", label: null, className: "text-muted-foreground" },
  left: { sign: "−", label: "Only in the other attempt:", className: "bg-destructive-subtle no-underline" },
  right: { sign: "+", label: "Only in this attempt:", className: "bg-success-subtle no-underline" },
} as const;

/** Lines that both bodies have are shown only this close to a difference; the others are folded. */
const contextLines = 3;

/** The lines of two texts: those of the other attempt begin with a minus sign, those of this attempt with a plus sign. */
export function BodyDiff({ label, parts }: { label: string; parts: readonly DiffPart[] }) {
  return (
    <>
      <p className="text-xs text-muted-foreground">
        <span className="font-mono">−</span> only in the other attempt, <span className="font-mono">+</span>{" "}
        only in this attempt
      </p>
      <ScrollArea label={label} className="max-h-[32rem] rounded-md border bg-muted/40 print:max-h-none">
        <div className="py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts never change places
            <DiffLines key={index} part={part} isFirst={index === 0} isLast={index === parts.length - 1} />
          ))}
        </div>
      </ScrollArea>
    </>
  );
}

function DiffLines({ part, isFirst, isLast }: { part: DiffPart; isFirst: boolean; isLast: boolean }) {
  const { kind, lines } = part;
  const head = isFirst ? 0 : contextLines;
  const tail = isLast ? 0 : contextLines;
  const foldedCount = lines.length - head - tail;
  // Folding a few lines would need as much room as the lines.
  if (kind !== "same" || foldedCount <= contextLines) return <Lines kind={kind} lines={lines} />;
  return (
    <>
      <Lines kind={kind} lines={lines.slice(0, head)} />
      <details className="border-y bg-muted/60 font-sans open:bg-transparent">
        <summary className="px-3 py-1 text-muted-foreground touch:py-3">
          {foldedCount.toLocaleString("en")} lines that are the same
        </summary>
        <div className="font-mono">
          <Lines kind={kind} lines={lines.slice(head, lines.length - tail)} />
        </div>
      </details>
      <Lines kind={kind} lines={lines.slice(lines.length - tail)} />
    </>
  );
}

/** One element, however many lines, so that a page with large bodies stays small. */
function Lines({ kind, lines }: DiffPart) {
  if (lines.length === 0) return null;
  const { sign, label, className } = settingsByKind[kind];
  const Element = { same: "div", left: "del", right: "ins" }[kind] as "div";
  return (
    <Element className={`block px-3 ${className}`}>
      {label && <span className="sr-only">{label}</span>}
      {lines.map((line) => `${sign} ${line}`).join("\n")}
    </Element>
  );
}
