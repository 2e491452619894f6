import type { FirstSteps } from "@/lib/first-steps/schema";

/** The command that posts an event to the system at `origin`; the key comes from a shell variable. */
export function curlEvent(origin: string, event: FirstSteps["event"]): string {
  // A single quote cannot stand in a quoted word of the shell: it is closed, escaped and opened again.
  const body = JSON.stringify(event).replaceAll("'", String.raw`'\''`);
  return [
    `curl -s ${origin}/api/v1/events`,
    `-H "Authorization: Bearer $KEY"`,
    `-H "Content-Type: application/json"`,
    `-d '${body}'`,
  ].join(" \\\n  ");
}
