import { Circle, CircleCheck, CircleDot } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/domain/copy-button";

const stateVariants = {
  done: { icon: CircleCheck, className: "text-success", stateLabel: "Done" },
  current: { icon: CircleDot, className: "text-primary", stateLabel: "Next" },
  later: { icon: Circle, className: "text-muted-foreground", stateLabel: "Later" },
};

/** One step; its instructions (`children`) are shown only when it is the next one. */
export function Step({
  state,
  title,
  doneText,
  children,
}: {
  state: keyof typeof stateVariants;
  title: string;
  /** Shown when the step is done. */
  doneText: ReactNode;
  children: ReactNode;
}) {
  const { icon: Icon, className, stateLabel } = stateVariants[state];
  return (
    <li className="flex gap-3" aria-current={state === "current" ? "step" : undefined}>
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${className}`} />
      <div className="grid min-w-0 flex-1 gap-2">
        <p className={state === "later" ? "text-muted-foreground" : "font-medium"}>
          {title}
          <span className="sr-only"> ({stateLabel})</span>
          {state === "done" && doneText && (
            <span className="ml-2 font-normal text-muted-foreground">{doneText}</span>
          )}
        </p>
        {state === "current" && children}
      </div>
    </li>
  );
}

/** Text to copy, such as a command. */
export function CopyableText({ label, text }: { label: string; text: string }) {
  return (
    <div className="flex items-start justify-between gap-2 rounded-md border bg-muted/40 p-1 pl-2.5">
      <pre className="min-w-0 py-1.5 font-mono text-xs whitespace-pre-wrap wrap-anywhere">{text}</pre>
      <CopyButton value={text} label={label} />
    </div>
  );
}
