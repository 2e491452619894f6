"use client";

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";

/** Whose zone times are told in first. */
export type ZoneChoice = "viewer" | "bank" | "utc";

interface TimeZones {
  choice: ZoneChoice;
  setChoice: (choice: ZoneChoice) => void;
  /** The bank's zone, an IANA name. */
  bank: string;
  /** The zone of the viewer's profile; null: the browser's. */
  profile: string | null;
}

const Zones = createContext<TimeZones>({
  choice: "viewer",
  setChoice: () => undefined,
  bank: "UTC",
  profile: null,
});

/** Gives the times of all pages below their zones. `onChoose` keeps the choice beyond this page. */
export function TimeZonesProvider({
  choice: kept,
  bank,
  profile,
  onChoose,
  children,
}: Omit<TimeZones, "setChoice"> & { onChoose: (choice: ZoneChoice) => void; children: ReactNode }) {
  const [choice, setChoice] = useState(kept);
  const choose = (next: ZoneChoice) => {
    setChoice(next);
    onChoose(next);
  };
  return <Zones value={{ choice, setChoice: choose, bank, profile }}>{children}</Zones>;
}

const never = () => () => undefined;
const browsersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * The zones to tell times in, IANA names: `shown` is the one that was chosen. Until the page lives in the browser
 * the viewer's zone is not known, and UTC stands for it.
 */
export function useTimeZones() {
  const { choice, setChoice, bank, profile } = useContext(Zones);
  const browser = useSyncExternalStore(never, browsersZone, () => "UTC");
  const viewer = profile ?? browser;
  const shown = { viewer, bank, utc: "UTC" }[choice];
  return { choice, setChoice, viewer, bank, shown };
}
