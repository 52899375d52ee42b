/*
 * Days and scales: a day is a count of days since 1970-01-01, all in UTC.
 */

const MILLISECONDS = 86400000;

const formatter = (options) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
const FORMATS = {
  day: formatter({ day: "numeric", month: "long", year: "numeric" }),
  short: formatter({ day: "numeric", month: "short", year: "numeric" }),
  year: formatter({ year: "numeric" }),
  month: formatter({ month: "short" }),
  date: formatter({ day: "numeric" }),
};

const dateOf = (day) => new Date(day * MILLISECONDS);

/* A day in words: "day" 19 September 2023, "short" 19 Sept 2023, or one part of it. */
export const textOf = (day, form = "day") => FORMATS[form].format(dateOf(day));

/* The day some months later; the 31st becomes the last of a shorter month. */
export function plusMonths(day, months) {
  const date = dateOf(day);
  const month = date.getUTCMonth() + months;
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last)) / MILLISECONDS;
}

export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/* Days from left to right over a width in pixels; a day is as wide as its unit. */
export class Scale {
  constructor(first, last, width) {
    Object.assign(this, { first, last, width });
  }

  get unit() {
    return this.width / (this.last - this.first);
  }

  x(day) {
    return (day - this.first) * this.unit;
  }

  day(x) {
    return Math.floor(this.first + x / this.unit);
  }
}

/* Steps between ticks, the smallest first: how far, how far in bare numbers of days, how written. */
const STEPS = [
  ["day", 1, 1],
  ["day", 7, 7],
  ["month", 1, 30],
  ["month", 3, 91],
  ["year", 1, 365],
  ["year", 2, 730],
  ["year", 5, 1826],
  ["year", 10, 3652],
  ["year", 20, 7305],
  ["year", 50, 18262],
];

/* Where the ruler of a scale is marked, and with which words; no two words touch. */
export function ticks(scale) {
  const room = { day: 26, month: 38, year: 42 };
  const step = STEPS.find(([kind, , days]) => days * scale.unit >= room[kind]) || STEPS.at(-1);
  const [kind, count] = step;
  const start = dateOf(Math.floor(scale.first));
  const found = [];
  let day =
    kind === "day"
      ? Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1) / MILLISECONDS
      : Date.UTC(kind === "year" ? Math.floor(start.getUTCFullYear() / count) * count : start.getUTCFullYear(), 0, 1) / MILLISECONDS;
  while (day <= scale.last) {
    const date = dateOf(day);
    const first = date.getUTCDate() === 1;
    const text = kind === "year" || (first && date.getUTCMonth() === 0) ? "year" : kind === "month" || first ? "month" : "date";
    if (day >= scale.first) found.push({ day, text: textOf(day, text), major: text === "year" || (kind === "day" && first) });
    day = nextTick(day, kind, count);
  }
  return found;
}

/* Weeks begin anew with each month, so that every month is named. */
function nextTick(day, kind, count) {
  if (kind === "year") return plusMonths(day, 12 * count);
  if (kind === "month") return plusMonths(day, count);
  const later = day + count;
  const date = dateOf(later).getUTCDate();
  const next = plusMonths(day - dateOf(day).getUTCDate() + 1, 1);
  return later >= next || (count > 1 && date > 26) ? next : later;
}
