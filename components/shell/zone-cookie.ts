import type { ZoneChoice } from "@/components/domain/time-zones";

/** Which zone was chosen, kept in this browser; it says nothing about the person. */
export const timeZoneCookie = "hookledger-zone";

const choices: readonly ZoneChoice[] = ["viewer", "bank", "utc"];

/** The choice in the cookie; the viewer's zone when there is none, or none of ours. */
export function parseTimeZoneChoice(value: string | undefined): ZoneChoice {
  return choices.find((choice) => choice === value) ?? "viewer";
}
