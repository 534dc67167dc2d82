// Hours of the day and days of the week as a filter takes them: whole hours of
// the project's wall clock, calendar days (02:00 on Saturday is Saturday).

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof days)[number];

export const dayNames: Readonly<Record<Day, string>> = {
  mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday',
};

/** `from` 0 to 23 is included, `to` 1 to 24 is not; `from` beyond `to` passes midnight. */
export interface HourRange {
  readonly from: number;
  readonly to: number;
}

export interface WeekSelection {
  /** Null: every hour. */
  readonly hours: HourRange | null;
  /** Null: every day. */
  readonly days: readonly Day[] | null;
}

export const wholeWeek: WeekSelection = { hours: null, days: null };

export interface Preset extends WeekSelection {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

export const presets: readonly Preset[] = [
  { id: 'all', title: 'All', detail: 'every hour, every day', ...wholeWeek },
  {
    id: 'night',
    title: 'Night-time economy',
    detail: 'Fri–Sat 22:00–04:00',
    hours: { from: 22, to: 4 },
    days: ['fri', 'sat'],
  },
  {
    id: 'school',
    title: 'School run',
    detail: 'Mon–Fri 15:00–17:00',
    hours: { from: 15, to: 17 },
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  },
];

/** A range of hours brought into form: null is every hour, midnight as an end is 24. */
export function hourRange(from: number, to: number): HourRange | null {
  const end = to === 0 ? 24 : to;
  return end === from || (from === 0 && end === 24) ? null : { from, to: end };
}

/** "22-04"; undefined where it is no range of hours. */
export function readHours(text: string): HourRange | null | undefined {
  const match = /^(\d{1,2})-(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [from, to] = [Number(match[1]), Number(match[2])];
  if (from > 23 || to > 24 || from === to) return undefined;
  return hourRange(from, to);
}

const twoDigits = (hour: number) => String(hour).padStart(2, '0');

export function writeHours({ from, to }: HourRange): string {
  return `${twoDigits(from)}-${twoDigits(to)}`;
}

export function holdsHour(range: HourRange | null, hour: number): boolean {
  if (range === null) return true;
  const { from, to } = range;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** The hours from the earlier to the later of two, both included. */
export function hoursBetween(one: number, other: number): HourRange | null {
  return hourRange(Math.min(one, other), Math.max(one, other) + 1);
}

/** From `anchor` to `end` going forward, past midnight where need be; both included. */
export function hoursForward(anchor: number, end: number): HourRange | null {
  return hourRange(anchor, ((end + 1) % 24) || 24);
}

/** Days in the week's order, each once; null where they are all or none. */
export function daySet(chosen: Iterable<Day>): readonly Day[] | null {
  const wanted = new Set(chosen);
  const inOrder = days.filter((day) => wanted.has(day));
  return inOrder.length === 0 || inOrder.length === days.length ? null : inOrder;
}

export function daysBetween(one: Day, other: Day): readonly Day[] | null {
  const [a, b] = [days.indexOf(one), days.indexOf(other)];
  return daySet(days.slice(Math.min(a, b), Math.max(a, b) + 1));
}

/** The days with that one added, or taken away where it is chosen already. */
export function toggledDay(chosen: readonly Day[] | null, day: Day): readonly Day[] | null {
  if (chosen === null) return [day];
  return daySet(chosen.includes(day) ? chosen.filter((other) => other !== day) : [...chosen, day]);
}

/** "fri,sat"; undefined where a name is unknown. */
export function readDays(text: string): readonly Day[] | null | undefined {
  const names = text.split(',');
  if (!names.every((name): name is Day => (days as readonly string[]).includes(name))) return undefined;
  return daySet(names);
}

export function holdsDay(chosen: readonly Day[] | null, day: Day): boolean {
  return chosen === null || chosen.includes(day);
}

export function sameWeek(a: WeekSelection, b: WeekSelection): boolean {
  return a.hours?.from === b.hours?.from && a.hours?.to === b.hours?.to && a.days?.join() === b.days?.join();
}

/** "22:00–04:00" */
export function hoursWords({ from, to }: HourRange): string {
  return `${twoDigits(from)}:00–${twoDigits(to)}:00`;
}

const shortName = (day: Day) => dayNames[day].slice(0, 3);

/** "Fri–Sat", "Mon, Wed": days in a row as a span. */
export function daysWords(chosen: readonly Day[]): string {
  const at = chosen.map((day) => days.indexOf(day));
  const inARow = at.every((index, i) => i === 0 || index === (at[i - 1] ?? 0) + 1);
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (inARow && chosen.length > 1 && first !== undefined && last !== undefined) return `${shortName(first)}–${shortName(last)}`;
  return chosen.map(shortName).join(', ');
}

/** "Fri–Sat, 22:00–04:00"; "every hour, every day". */
export function weekWords({ hours, days: chosen }: WeekSelection): string {
  if (hours === null && chosen === null) return 'every hour, every day';
  return [...(chosen === null ? ['every day'] : [daysWords(chosen)]), ...(hours === null ? ['every hour'] : [hoursWords(hours)])].join(', ');
}

/** What a range past midnight does to single days, which readers take for nights; null where it does not matter. */
export function midnightCaution({ hours, days: chosen }: WeekSelection): string | null {
  if (hours === null || chosen === null || hours.from < hours.to) return null;
  return `Days are calendar days: 00:00–${twoDigits(hours.to)}:00 is the early morning of the day named, not the night that follows it.`;
}
