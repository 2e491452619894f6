import type { Validation } from "@/lib/catalogue/schema";

export const catalogueCrumbs = [
  { label: "Administration" },
  { label: "Integrations" },
  { label: "Event catalog", href: "/catalogue" },
];

export const validationLabels: Record<Validation, { label: string; hint: string }> = {
  off: { label: "Off", hint: "All events are accepted, whatever their data." },
  warn: {
    label: "Warn",
    hint: "Events with invalid data are accepted; the errors are shown in the event's timeline.",
  },
  enforce: { label: "Enforce", hint: "Events with invalid data are rejected." },
};
