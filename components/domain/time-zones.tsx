"use client";

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";

/** Whose time zone the times are shown in. */
export type ZoneChoice = "viewer" | "lender" | "utc";

interface TimeZones {
  choice: ZoneChoice;
  setChoice: (choice: ZoneChoice) => void;
  /** The lender's time zone, an IANA name. */
  lender: string;
  /** The time zone of the user's profile; null means the browser's. */
  profile: string | null;
}

const TimeZonesContext = createContext<TimeZones>({
  choice: "viewer",
  setChoice: () => undefined,
  lender: "UTC",
  profile: null,
});

/** Provides the time zones for all times inside it. `onChoose` saves the choice. */
export function TimeZonesProvider({
  choice: saved,
  lender,
  profile,
  onChoose,
  children,
}: Omit<TimeZones, "setChoice"> & { onChoose: (choice: ZoneChoice) => void; children: ReactNode }) {
  const [choice, setChoice] = useState(saved);
  const choose = (next: ZoneChoice) => {
    setChoice(next);
    onChoose(next);
  };
  return (
    <TimeZonesContext value={{ choice, setChoice: choose, lender, profile }}>{children}</TimeZonesContext>
  );
}

const subscribeToNothing = () => () => undefined;
const getBrowserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Returns the time zones as IANA names; `selected` is the zone to show times in. During server rendering, the browser's zone is
 * unknown and UTC is used instead.
 */
export function useTimeZones() {
  const { choice, setChoice, lender, profile } = useContext(TimeZonesContext);
  const browser = useSyncExternalStore(subscribeToNothing, getBrowserZone, () => "UTC");
  const viewer = profile ?? browser;
  const selected = { viewer, lender, utc: "UTC" }[choice];
  return { choice, setChoice, viewer, lender, selected };
}
