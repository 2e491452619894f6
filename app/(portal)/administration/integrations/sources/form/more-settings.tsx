"use client";

import { useState } from "react";
import type { EventTypeName } from "./mapping-fields";
import { hasSettingError, SettingFields } from "./setting-fields";
import type { SourceFormPart } from "./source-form-part";
import type { SystemChoice } from "./system-choice";

/** The systems whose settings have no default that fits all: a generic system's, and the networks of Fineract. */
const systemsToConfigure: readonly string[] = ["generic", "fineract"];

/** The settings of a new source that have a default, closed unless the user has to see them. An invalid setting opens them. */
export function MoreSettings({
  system,
  eventTypes,
  ...formPart
}: SourceFormPart & {
  system: SystemChoice;
  eventTypes: readonly EventTypeName[];
}) {
  const [open, setOpen] = useState(systemsToConfigure.includes(system.id));
  return (
    <details
      className="rounded-md border"
      open={open || hasSettingError(formPart.errors)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-9 cursor-pointer items-center px-3 font-medium touch:min-h-11">
        More settings
      </summary>
      <div className="border-t p-3">
        <SettingFields {...formPart} system={system} eventTypes={eventTypes} isNew />
      </div>
    </details>
  );
}
