"use client";

import { memo, useId } from "react";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import type { EventTypeChoice } from "@/lib/catalogue/queries";

/** One event type to choose. Its condition is written below the tree. */
export const TriggerOption = memo(function TriggerOption({
  type,
  checked,
  condition,
  onChoose,
}: {
  type: EventTypeChoice;
  checked: boolean;
  condition: string | undefined;
  onChoose: (types: EventTypeChoice[], on: boolean) => void;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-7 gap-2 rounded-sm py-1 pointer-coarse:min-h-11">
      <Checkbox id={id} className="mt-0.5" checked={checked} onCheckedChange={(on) => onChoose([type], on)} />
      <span className="grid min-w-0">
        <span className="flex flex-wrap items-center gap-x-2">
          {type.title}
          {type.deprecated && <Badge variant="outline">Deprecated</Badge>}
        </span>
        {type.title !== type.name && (
          <span className="font-mono text-xs text-muted-foreground wrap-anywhere">{type.name}</span>
        )}
        {condition && checked && <Condition text={condition} />}
      </span>
    </label>
  );
});

/** The condition of a trigger, as a reminder. */
export function Condition({ text }: { text: string }) {
  return (
    <span className="text-xs text-muted-foreground">
      only when <code className="font-mono text-foreground wrap-anywhere">{text}</code>
    </span>
  );
}
