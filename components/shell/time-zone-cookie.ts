// Short file: server code reads the cookie's name too, and time-zones.tsx is a client module.
import type { ZoneChoice } from "@/components/domain/time-zones";

/** Keeps the chosen time zone in this browser. */
export const timeZoneCookie = "hookledger-zone";

const zoneChoices: readonly ZoneChoice[] = ["viewer", "bank", "utc"];

/** The choice in the cookie; the user's own time zone when the cookie is missing or invalid. */
export function parseTimeZoneChoice(value: string | undefined): ZoneChoice {
  return zoneChoices.find((choice) => choice === value) ?? "viewer";
}
