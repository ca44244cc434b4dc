import type { Clock } from '../traced.ts';

/** A time as a log writes it, in milliseconds, and what it counts from. */
export interface Stamp {
  readonly at: number;
  readonly clock: Clock;
}

/** Reads times and remembers the day, so that a log that names only the time of day goes on after midnight. */
export interface TimeReader {
  /** The first time in `text`; undefined where there is none. */
  read(text: string): Stamp | undefined;
  /** A time that counts from an unknown start, given in milliseconds. */
  relative(ms: number): Stamp;
}

const DAY = 86_400_000;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const CLOCK = '(\\d{1,2}):(\\d\\d):(\\d\\d)(?:[.,:](\\s?\\d{1,9}))?';
const MONTH = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';

const ISO = new RegExp(`(?<!\\d)(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})[T\\s@_-]+${CLOCK}`);
const DAY_FIRST = new RegExp(
  `(?<!\\d)(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}),?[T\\s@-]+${CLOCK}(?:\\s?([AP]M)\\b)?`,
  'i',
);
const NAMED = new RegExp(
  `\\b${MONTH}\\s+(\\d{1,2})(?:,?\\s+(\\d{4}))?,?\\s+${CLOCK}(?:\\s+(?:[A-Z]{3,4}\\s+)?(\\d{4})\\b)?`,
);
const DAY_NAMED = new RegExp(`(?<!\\d)(\\d{1,2})[\\s-]${MONTH}[\\s-](\\d{4}),?\\s+${CLOCK}`);
const SHORT = new RegExp(`(?<!\\d)(\\d\\d)-(\\d\\d)[\\s@]${CLOCK}`);
const COMPACT = /(?<!\d)(\d{2})(\d{2})(\d{4}) (\d{2})(\d{2})(\d{2})\.(\d{3,6})(?!\d)/;
const DENSE = /(?<!\d)(20\d\d)(\d\d)(\d\d)[-T ](\d\d):?(\d\d):?(\d\d)(?:[.,](\d{1,6}))?(?!\d)/;
const EPOCH = /(?<![\d.:])(1\d{9})(?:\.(\d{1,9}))?(?![\d.:])/;
const ONLY_CLOCK = new RegExp(`(?<![\\d:.])${CLOCK}(?!\\d|:\\d)`);
/** Just after a time, or before the year that follows it: the zone where the log names one by its distance from UTC. */
const ZONE = /^\s?(?:(?:Z|UTC|GMT)?([+-])(\d\d):?(\d\d)(?!\d)|(?:Z|UTC|GMT)(?![A-Za-z]))/;
const ZONED_YEAR = /\s(?:UTC|GMT)\s\d{4}$/;
const MILLIS = /(?<!\d)(\d{1,12})\s?mS\b/;

/**
 * Times of a log. With a date and a year (or `year` given for logs that leave it out) and a time zone they count from the epoch; without
 * a zone, or with one that only a name tells (CET), clock `local`, as if it were UTC. A date without a year and no `year`: days count from
 * the first day that the log names, clock `day`.
 * Only a time of day: clock `day`, a step back of more than half a day is the next day. `287411mS`: clock `relative`.
 */
export function createTimeReader(year?: number): TimeReader {
  let firstDay: number | undefined;
  let lastClock = 0;
  let days = 0;

  const withoutYear = (month: number, day: number, ms: number): Stamp => {
    if (year !== undefined) return { at: Date.UTC(year, month, day) + ms, clock: 'local' };
    // 2024 has a 29 February; which leap year is meant does not matter for a difference of days.
    const number = Date.UTC(2024, month, day) / DAY;
    firstDay ??= number;
    const passed = number - firstDay;
    return { at: (passed < -180 ? passed + 366 : passed) * DAY + ms, clock: 'day' };
  };
  const ofDay = (ms: number): Stamp => {
    if (ms < lastClock - DAY / 2) days += 1;
    else if (ms > lastClock + DAY / 2 && days > 0) return { at: (days - 1) * DAY + ms, clock: 'day' };
    lastClock = ms;
    return { at: days * DAY + ms, clock: 'day' };
  };

  return {
    // The shortest time is 1:02:03 or 287411mS.
    read: (text) =>
      text.length < 4 ? undefined : (fullDate(text) ?? partialDate(text, withoutYear) ?? timeOnly(text, ofDay)),
    relative: (ms) => ({ at: ms, clock: 'relative' }),
  };
}

function fullDate(text: string): Stamp | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) return dated(iso[1], Number(iso[2]) - 1, iso[3], clockMs(iso, 4), zoneAfter(iso));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return dayMonth(dayFirst);
  const named = NAMED.exec(text);
  if (named !== null && (named[3] ?? named[8]) !== undefined)
    return dated(named[3] ?? named[8], monthOf(named[1]), named[2], clockMs(named, 4), zoneAfter(named));
  const dayNamed = DAY_NAMED.exec(text);
  if (dayNamed !== null)
    return dated(dayNamed[3], monthOf(dayNamed[2]), dayNamed[1], clockMs(dayNamed, 4), zoneAfter(dayNamed));
  const dense = DENSE.exec(text);
  if (dense !== null) return dated(dense[1], Number(dense[2]) - 1, dense[3], clockMs(dense, 4), zoneAfter(dense));
  // Ribbon: month, day and year in one number
  const compact = COMPACT.exec(text);
  if (compact !== null)
    return dated(compact[3], Number(compact[1]) - 1, compact[2], clockMs(compact, 4), zoneAfter(compact));
  const epoch = EPOCH.exec(text);
  return epoch === null ? undefined : { at: Number(epoch[1]) * 1000 + fractionMs(epoch[2]), clock: 'epoch' };
}

/** 24.11.2026 and 24/11/2026 are day first; 11/24/2026 and 11/12/2026 with a slash are month first, as CUCM writes them. */
function dayMonth(match: RegExpExecArray): Stamp {
  const [first, second] = [Number(match[1]), Number(match[3])];
  const monthFirst = match[2] === '/' && first <= 12;
  let ms = clockMs(match, 5);
  const half = match[9]?.toUpperCase();
  if (half === 'PM' && ms < DAY / 2) ms += DAY / 2;
  if (half === 'AM' && ms >= DAY / 2) ms -= DAY / 2;
  return dated(match[4], (monthFirst ? first : second) - 1, String(monthFirst ? second : first), ms, zoneAfter(match));
}

function partialDate(text: string, withoutYear: (month: number, day: number, ms: number) => Stamp): Stamp | undefined {
  const named = NAMED.exec(text);
  if (named !== null) return withoutYear(monthOf(named[1]), Number(named[2]), clockMs(named, 4));
  const short = SHORT.exec(text);
  if (short === null) return undefined;
  const [first, second] = [Number(short[1]), Number(short[2])];
  return first <= 12
    ? withoutYear(first - 1, second, clockMs(short, 3))
    : withoutYear(second - 1, first, clockMs(short, 3));
}

function timeOnly(text: string, ofDay: (ms: number) => Stamp): Stamp | undefined {
  const clock = ONLY_CLOCK.exec(text);
  if (clock !== null) return ofDay(clockMs(clock, 1));
  const millis = MILLIS.exec(text);
  return millis === null ? undefined : { at: Number(millis[1]), clock: 'relative' };
}

function dated(
  year: string | undefined,
  month: number,
  day: string | undefined,
  ms: number,
  zone: number | undefined,
): Stamp {
  return {
    at: Date.UTC(Number(year), month, Number(day)) + ms - (zone ?? 0),
    clock: zone === undefined ? 'local' : 'epoch',
  };
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').toLowerCase().slice(0, 3));
}

/** Hours, minutes, seconds and a fraction of any length, from four groups on. */
function clockMs(match: RegExpExecArray, group: number): number {
  const seconds = Number(match[group]) * 3600 + Number(match[group + 1]) * 60 + Number(match[group + 2]);
  return seconds * 1000 + fractionMs(match[group + 3]);
}

function fractionMs(digits: string | undefined): number {
  if (digits === undefined) return 0;
  const text = digits.replace(' ', '0');
  return Math.round((Number(text) / 10 ** text.length) * 1e6) / 1000;
}

/** Milliseconds east of UTC; undefined where the log names no zone. */
function zoneAfter(time: RegExpExecArray): number | undefined {
  const zone =
    ZONE.exec(time.input.slice(time.index + time[0].length, time.index + time[0].length + 12)) ??
    ZONED_YEAR.exec(time[0]);
  if (zone === null) return undefined;
  return (zone[1] === '-' ? -1 : 1) * (Number(zone[2] ?? 0) * 60 + Number(zone[3] ?? 0)) * 60_000;
}
