// Short file: the dialogs that reveal and rotate a key share this component.
import { CopyButton } from "@/components/domain/copy-button";

/** A key in plain text, with a button that copies it. */
export function CopyableKey({ value }: { value: string }) {
  return (
    <div role="status" className="flex items-center gap-1.5">
      <code className="min-w-0 flex-1 rounded-md border bg-muted px-2.5 py-2 font-mono text-[0.8125rem] select-all wrap-anywhere">
        {value}
      </code>
      <CopyButton value={value} label="key" variant="outline" />
    </div>
  );
}
