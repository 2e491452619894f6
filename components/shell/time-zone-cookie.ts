// Short file: server code reads the cookie's name too, and time-zones.tsx is a client module.
import type { ZoneChoice } from "@/components/domain/time-zones";

/** The name of the cookie that keeps the chosen time zone in this browser. */
export const timeZoneCookie = "hookledger-zone";

const zoneChoices: readonly ZoneChoice[] = ["viewer", "lender", "utc"];

/**
 * The choice in the cookie; the user's own time zone when the cookie is missing or invalid. Cookies of older versions call the
 * lender "bank".
 */
export function parseTimeZoneChoice(value: string | undefined): ZoneChoice {
  if (value === "bank") return "lender";
  return zoneChoices.find((choice) => choice === value) ?? "viewer";
}
