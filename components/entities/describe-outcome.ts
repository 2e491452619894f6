import type { AnswerDelivery } from "@/lib/entities/schema";
import { formatClock, formatMinute } from "../domain/format-time";

/** What the sentence says before the name of the webhook: "delivered to", "not delivered to". */
export function describeDirection({ state }: Pick<AnswerDelivery, "state">): string {
  if (state === "succeeded") return "delivered to";
  if (state === "delivering") return "being sent to";
  return state === "pending" ? "not delivered yet to" : "not delivered to";
}

/**
 * What the sentence says after the name of the webhook: "(200, 20:55:03)" for a success, otherwise the reason, such as ", Paused since
 * 18:04". A time on another day than `now` has its date.
 */
export function describeOutcome(delivery: AnswerDelivery, now: number, zone: string): string {
  const { state, attemptCount, lastResponseCode, completedAt, nextAttemptAt, pausedSince } = delivery;
  const at = (iso: string) => formatNear(Date.parse(iso), now, zone);
  const response = lastResponseCode === null ? [] : [String(lastResponseCode)];
  switch (state) {
    case "succeeded":
      return ` (${[...response, ...(completedAt ? [at(completedAt)] : [])].join(", ")})`;
    case "failed": {
      const attempts = attemptCount === 1 ? "1 attempt" : `${attemptCount} attempts`;
      const reason = `, failed permanently after ${attempts}${response.map((code) => ` (${code})`).join("")}`;
      return pausedSince ? `${reason}; the webhook is Paused since ${toMinute(at(pausedSince))}` : reason;
    }
    case "held":
      return pausedSince ? `, Paused since ${toMinute(at(pausedSince))}` : ", held";
    case "discarded":
      return ", discarded";
    case "delivering":
      return "";
    case "pending":
      if (attemptCount === 0) return "";
      return nextAttemptAt ? `, next attempt at ${at(nextAttemptAt)}` : ", waiting for the next attempt";
  }
}

/** "18:04" for "18:04:09"; a time with a date has no seconds. */
const toMinute = (time: string) => time.replace(/^(\d\d:\d\d):\d\d$/, "$1");

function formatNear(at: number, now: number, zone: string): string {
  const formatDay = (time: number) => formatMinute(time, zone).split(",")[0];
  return formatDay(at) === formatDay(now) ? formatClock(at, zone) : formatMinute(at, zone);
}
