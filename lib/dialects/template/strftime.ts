/** A time in ms since 1970, its offset in minutes east of UTC, and the name of its time zone ("" if unknown). */
export interface Moment {
  at: number;
  offset: number;
  zone: string;
}

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const dayMs = 86_400_000;
const maxWidth = 100;

/** The local time, in the UTC fields of a Date. */
interface LocalTime {
  date: Date;
  moment: Moment;
}

/** Directives that stand for several others. */
const composedDirectives: Readonly<Record<string, string>> = {
  c: "%a %b %e %H:%M:%S %Y",
  D: "%m/%d/%y",
  F: "%Y-%m-%d",
  r: "%I:%M:%S %p",
  R: "%H:%M",
  T: "%H:%M:%S",
  v: "%e-%^b-%Y",
  x: "%m/%d/%y",
  X: "%H:%M:%S",
};

/** The value of each directive, its width and its padding. */
const simpleDirectives: Readonly<
  Record<string, [value: (localTime: LocalTime) => string | number, width?: number, fill?: " "]>
> = {
  a: [({ date }) => weekdayName(date).slice(0, 3), 0, " "],
  A: [({ date }) => weekdayName(date), 0, " "],
  b: [({ date }) => monthName(date).slice(0, 3), 0, " "],
  B: [({ date }) => monthName(date), 0, " "],
  h: [({ date }) => monthName(date).slice(0, 3), 0, " "],
  C: [({ date }) => Math.floor(date.getUTCFullYear() / 100), 2],
  d: [({ date }) => date.getUTCDate(), 2],
  e: [({ date }) => date.getUTCDate(), 2, " "],
  G: [({ date }) => isoWeek(date).year, 4],
  g: [({ date }) => isoWeek(date).year % 100, 2],
  H: [({ date }) => date.getUTCHours(), 2],
  I: [({ date }) => date.getUTCHours() % 12 || 12, 2],
  j: [({ date }) => dayOfYear(date), 3],
  k: [({ date }) => date.getUTCHours(), 2, " "],
  l: [({ date }) => date.getUTCHours() % 12 || 12, 2, " "],
  m: [({ date }) => date.getUTCMonth() + 1, 2],
  M: [({ date }) => date.getUTCMinutes(), 2],
  n: [() => "\n"],
  p: [({ date }) => (date.getUTCHours() < 12 ? "AM" : "PM"), 0, " "],
  P: [({ date }) => (date.getUTCHours() < 12 ? "am" : "pm"), 0, " "],
  q: [({ date }) => ordinalSuffix(date.getUTCDate()), 0, " "],
  s: [({ moment }) => Math.floor(moment.at / 1_000)],
  S: [({ date }) => date.getUTCSeconds(), 2],
  t: [() => "\t"],
  u: [({ date }) => date.getUTCDay() || 7],
  U: [({ date }) => weekOfYear(date, 0), 2],
  V: [({ date }) => isoWeek(date).week, 2],
  w: [({ date }) => date.getUTCDay()],
  W: [({ date }) => weekOfYear(date, 1), 2],
  y: [({ date }) => date.getUTCFullYear() % 100, 2],
  Y: [({ date }) => date.getUTCFullYear(), 4],
  Z: [({ moment }) => moment.zone || formatOffset(moment, ""), 0, " "],
  "%": [() => "%"],
};

/**
 * Formats a time like Ruby's strftime. Throws for an unknown directive, even if `moment` is null, so that an invalid template is found
 * before it is saved.
 */
export function formatTime(moment: Moment | null, format: string): string {
  const momentOrEpoch = moment ?? { at: 0, offset: 0, zone: "UTC" };
  const localTime = {
    moment: momentOrEpoch,
    date: new Date(momentOrEpoch.at + momentOrEpoch.offset * 60_000),
  };
  return format.replace(
    /%([-_0^#:]*)(\d*)(.?)/gs,
    (directive, flags: string, width: string, name: string) => {
      const text = formatDirective(localTime, flags, Number(width), name);
      if (text === null || Number(width) > maxWidth)
        throw new Error(`unknown directive ${directive} in the date format. Write %% for a percent sign`);
      return applyCase(text, flags);
    },
  );
}

function formatDirective(localTime: LocalTime, flags: string, width: number, name: string): string | null {
  const composed = Object.hasOwn(composedDirectives, name) ? composedDirectives[name] : undefined;
  if (composed !== undefined) return formatTime(localTime.moment, composed).padStart(width, " ");
  if (name === "z")
    return formatOffset(localTime.moment, flags.includes(":") ? ":" : "").padStart(width, "0");
  const milliseconds = String(localTime.date.getUTCMilliseconds()).padStart(3, "0");
  if (name === "L") return milliseconds.padEnd(width || 3, "0").slice(0, width || 3);
  if (name === "N") return milliseconds.padEnd(width || 9, "0").slice(0, width || 9);
  const simple = Object.hasOwn(simpleDirectives, name) ? simpleDirectives[name] : undefined;
  if (!simple) return null;
  const [value, minWidth = 0, fill = "0"] = simple;
  const padding = flags.includes("_") ? " " : flags.includes("0") ? "0" : fill;
  return String(value(localTime)).padStart(width || (flags.includes("-") ? 0 : minWidth), padding);
}

function applyCase(text: string, flags: string): string {
  if (flags.includes("^")) return text.toUpperCase();
  if (!flags.includes("#")) return text;
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

const weekdayName = (date: Date) => days[date.getUTCDay()] ?? "";
const monthName = (date: Date) => months[date.getUTCMonth()] ?? "";

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - new Date(date).setUTCMonth(0, 1)) / dayMs) + 1;
}

/** Days before the year's first Sunday (0) or Monday (1) are in week 0. */
function weekOfYear(date: Date, firstWeekday: number): number {
  return Math.floor((dayOfYear(date) + 6 - ((date.getUTCDay() - firstWeekday + 7) % 7)) / 7);
}

/** ISO 8601: a week belongs to the year of its Thursday. */
function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * dayMs);
  return { year: thursday.getUTCFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) };
}

function ordinalSuffix(day: number): string {
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}

function formatOffset({ offset }: Moment, separator: string): string {
  const minutes = Math.abs(offset);
  const padToTwo = (value: number) => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${padToTwo(Math.floor(minutes / 60))}${separator}${padToTwo(minutes % 60)}`;
}
