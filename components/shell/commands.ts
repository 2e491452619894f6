import { offeredPeriods, periodLabel } from "@/components/cursor-list/periods";
import { historyHref } from "@/components/history/history-href";

/** A list that can be opened by typing what is in it, such as "failed since 18:00". */
export interface Command {
  label: string;
  href: string;
  /** Whether the text is the whole command. */
  whole: boolean;
}

/** Each state with its label and the words for it; the label is one of them. */
const stateWords: [state: string, label: string, ...words: string[]][] = [
  ["failed", "Failed", "fail", "failure", "failures"],
  ["held", "Held"],
  ["pending", "Pending", "retrying", "waiting"],
  ["delivering", "Sending"],
  ["succeeded", "Delivered", "succeeded", "success"],
  ["discarded", "Discarded"],
];
const fillers = new Set(["deliveries", "delivery", "webhooks", "and", "or", "in", "the"]);
const maxSuggestions = 4;

/**
 * Lists the commands that a text means or begins: states, a period or both, in any order and case. The whole command comes first.
 * @param text "failed since 18:00", "held", "failed or held today", "fail"
 */
export function matchCommands(text: string): Command[] {
  const words = splitWords(text);
  if (words.length === 0) return [];
  const parsed = parseCommand(words);
  const suggestions = listSuggestions()
    .filter(({ label }) => {
      const labelWords = splitWords(label);
      return words.every((word) => labelWords.some((labelWord) => labelWord.startsWith(word)));
    })
    .filter(({ href }) => href !== parsed?.href);
  return [...(parsed ? [parsed] : []), ...suggestions.slice(0, maxSuggestions)];
}

/** The words that mean something; "deliveries" means nothing, because every command lists deliveries. */
function splitWords(text: string): string[] {
  const words = text.toLowerCase().split(/[\s,]+/);
  return words.filter((word) => word !== "" && !fillers.has(word));
}

function parseCommand(words: readonly string[]): Command | null {
  const states: string[] = [];
  const periodWords: string[] = [];
  for (const word of words) {
    const [state] =
      stateWords.find(([, label, ...others]) => [label.toLowerCase(), ...others].includes(word)) ?? [];
    if (state) states.push(state);
    else periodWords.push(word);
  }
  const period = periodWords.length === 0 ? undefined : parsePeriod(periodWords.join(" "));
  if (period === null || (states.length === 0 && period === undefined)) return null;
  return { ...buildCommand([...new Set(states)], period), whole: true };
}

function parsePeriod(text: string): string | null {
  const [, hour = "", minute = "00"] = /^since (\d{1,2})(?::(\d\d))?$/.exec(text) ?? [];
  if (hour !== "" && Number(hour) < 24 && Number(minute) < 60)
    return `since-${hour.padStart(2, "0")}:${minute}`;
  return { today: "today", yesterday: "yesterday", "last hour": "last-hour" }[text] ?? null;
}

function listSuggestions(): Command[] {
  const periods = [undefined, ...offeredPeriods];
  return periods.flatMap((period) =>
    stateWords.map(([state]) => ({ ...buildCommand([state], period), whole: false })),
  );
}

function buildCommand(states: readonly string[], period: string | undefined): Omit<Command, "whole"> {
  const labels = stateWords.filter(([state]) => states.includes(state)).map(([, label]) => label);
  const subject = [labels.join(" or "), "deliveries"].filter(Boolean).join(" ");
  const end = period === undefined ? "" : `, ${periodLabel(period).toLowerCase()}`;
  const label = `${subject}${end}`;
  return {
    label: label.charAt(0).toUpperCase() + label.slice(1),
    href: historyHref("/deliveries", {
      ...(states.length > 0 && { state: states.join(",") }),
      ...(period !== undefined && { period }),
    }),
  };
}
