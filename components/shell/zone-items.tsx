"use client";

import { zoneLabel } from "@/components/domain/format-time";
import { useTimeZones, type ZoneChoice } from "@/components/domain/time-zones";
import {
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
} from "@/components/ui/dropdown-menu";

/** For the menu of the user: whose zone times are told in. */
export function ZoneItems() {
  const { choice, setChoice, viewer, bank } = useTimeZones();
  const choices: [ZoneChoice, string][] = [
    ["viewer", `Mine (${zoneLabel(viewer)})`],
    ["bank", `The bank’s (${zoneLabel(bank)})`],
    ["utc", "UTC"],
  ];
  return (
    <>
      <DropdownMenuLabel>Time zone</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={choice} onValueChange={(value) => setChoice(value as ZoneChoice)}>
        {choices.map(([value, label]) => (
          <DropdownMenuRadioItem key={value} value={value}>
            {label}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}
