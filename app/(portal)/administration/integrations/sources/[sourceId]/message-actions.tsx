"use client";

import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import type { MessageView } from "@/lib/sources/schema";
import { takeMessageAction } from "../actions";
import type { EventTypeName } from "../form/mapping-fields";
import { TakeDialog } from "./take-dialog";
import { useFocusHandover } from "./use-focus-handover";

/** Buttons that take a message: an unmapped one as the mapping is now or with other values, an unverified one with a reason. */
export function MessageActions({
  message,
  eventTypes,
}: {
  message: MessageView;
  eventTypes: readonly EventTypeName[];
}) {
  const { id, sourceId, state, truncated } = message;
  const [taking, run] = useAction();
  const handover = useFocusHandover();
  if (truncated) return <span className="text-xs text-muted-foreground">Too large to take</span>;
  return (
    <div className="flex flex-wrap justify-end gap-1.5" {...handover}>
      {state === "unmapped" && (
        <Button
          variant="outline"
          size="sm"
          aria-disabled={taking}
          onClick={() =>
            run(() => takeMessageAction(sourceId, id, {}), "Taken again. The result appears in a moment.")
          }
        >
          {taking ? "Taking…" : "Take again"}
          <span className="sr-only"> message …{id.slice(-6)}</span>
        </Button>
      )}
      <TakeDialog message={message} eventTypes={eventTypes} />
    </div>
  );
}
