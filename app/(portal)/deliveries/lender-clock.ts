// Short file: pages, downloads and revisions of a history resolve its named periods with the same clock.
import type { LenderClock } from "@/components/cursor-list/periods";
import { currentTimeMs } from "@/lib/clock";
import { env } from "@/lib/env";

/** The current time, and the lender's time zone. */
export function readLenderClock(): LenderClock {
  return { now: currentTimeMs(), timeZone: env().HOOKLEDGER_TIME_ZONE };
}
