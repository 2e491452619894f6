import { CopyButton } from "@/components/domain/copy-button";
import { ScrollArea } from "@/components/domain/scroll-area";

/** Code with a copy button. Long lines scroll within the block, by keyboard too. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <div className="relative min-w-0">
      <ScrollArea label={label} className="max-h-128 rounded-md border bg-muted/40">
        <pre className="w-fit min-w-full p-3 pr-12 font-mono text-xs">{code}</pre>
      </ScrollArea>
      <CopyButton value={code} label={label} className="absolute top-1.5 right-2 bg-card" variant="outline" />
    </div>
  );
}

/** Text with inline code between backticks. */
export function TextWithCode({ text }: { text: string }) {
  return [...text.matchAll(/`([^`]*)`|[^`]+/g)].map(({ 0: plain, 1: code, index }) =>
    code === undefined ? (
      plain
    ) : (
      <code key={index} className="font-mono text-[0.8125rem]">
        {code}
      </code>
    ),
  );
}
