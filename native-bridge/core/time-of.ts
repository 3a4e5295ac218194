import type { Cell } from '../contract/index.ts';

/** From here on a bare number is seconds, from there on milliseconds, since 1970: both begin in the seventies. */
const SECONDS_FROM = 1e8;
const MILLISECONDS_FROM = 1e11;
/** No data comes from another time: a number or a date outside is something else. */
const FIRST_MS = Date.UTC(1700);
const LAST_MS = Date.UTC(2200);

const CLOCK = String.raw`(?:(?<half>上午|下午)\s*)?(?<hour>\d{1,2})[:时点](?:(?<minute>\d{2})(?:[:分](?<second>\d{2})(?:[.,](?<part>\d{1,9}))?秒?|分)?)?(?:\s*(?<noon>[AaPp]\.?[Mm]\.?))?\s*(?<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
/** The year first, as ISO 8601 and Chinese write it, with hyphens, slashes, dots or 年月日, or without anything. */
const YEAR_FIRST = new RegExp(
  String.raw`^(?<year>\d{4})(?:[-/.年]\s*(?<month>\d{1,2})(?:[-/.月]\s*(?<day>\d{1,2})日?|月)?|年)?(?:[T\s,]*${CLOCK})?$`,
);
/** With dots the day comes first; with slashes the month, as it does for V8: where that is no month, it is no date. */
const YEAR_LAST = new RegExp(
  String.raw`^(?:(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?|(?<month>\d{1,2})/(?<day>\d{1,2})/)(?<year>\d{4})(?:[T\s,]*${CLOCK})?$`,
);
const COMPACT = /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/;
/** Dates with the name of a month, as in a mail; V8 reads them, but takes any word for a part of one. */
const MONTH_NAME = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/i;
const HAS_ZONE = /:\d\d\s*[+-]\d\d:?\d\d|\b(?:GMT|UTC?|[ECMP][SD]T)\b|\dZ$/;

/**
 * A cell as a moment in milliseconds since 1970; NaN when it is none that data could come from. What names no zone is
 * taken as UTC, so that a dataset is dealt out alike on every machine.
 */
export function timeOf(cell: Cell | undefined): number {
  if (cell === null || cell === undefined || typeof cell === 'boolean') return Number.NaN;
  const atMs = momentOf(String(cell).trim());
  return atMs >= FIRST_MS && atMs < LAST_MS ? atMs : Number.NaN;
}

/** Whether a date with slashes can only have its day first: no date here, and a sign that those beside it are misread. */
export function isDayFirst(text: string): boolean {
  const found = /^\s*(\d{1,2})\/(\d{1,2})\/\d{4}(?!\d)/.exec(text);
  return found !== null && Number(found[1]) > 12 && Number(found[1]) < 32 && Number(found[2]) < 13;
}

function momentOf(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text) && text.length >= 9) {
    const number = Number(text);
    return number >= MILLISECONDS_FROM ? number : number >= SECONDS_FROM ? number * 1000 : Number.NaN;
  }
  const parts = (YEAR_FIRST.exec(text) ?? YEAR_LAST.exec(text) ?? COMPACT.exec(text))?.groups;
  if (parts !== undefined) return momentOfParts(parts);
  if (!MONTH_NAME.test(text) || !/\d/.test(text)) return Number.NaN;
  return Date.parse(HAS_ZONE.test(text) ? text : `${text} UTC`);
}

function momentOfParts(parts: Readonly<Record<string, string | undefined>>): number {
  const of = (name: string, otherwise = 0): number => Number(parts[name] ?? otherwise);
  const [year, month, day] = [of('year'), of('month', 1), of('day', 1)];
  const dayMs = Date.UTC(year, month - 1, day);
  // `Date` takes the 30th of February for a day of March, and the year 99 for 1999.
  const is = new Date(dayMs);
  if (is.getUTCFullYear() !== year || is.getUTCMonth() !== month - 1 || is.getUTCDate() !== day) return Number.NaN;
  const hour = hourOf(of('hour'), parts.half === '下午' || /^p/i.test(parts.noon ?? ''), parts.noon !== undefined);
  const [minute, second] = [of('minute'), of('second')];
  if (hour > 24 || minute > 59 || second > 60) return Number.NaN;
  const clockMs = ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(Number(`0.${parts.part ?? 0}`) * 1000);
  return dayMs + clockMs - zoneMs(parts.zone);
}

/** An hour of the clock with twelve hours as one of the day; 12 am is midnight. */
function hourOf(hour: number, isAfternoon: boolean, isHalfDay: boolean): number {
  if (isAfternoon) return hour < 12 ? hour + 12 : hour;
  return isHalfDay && hour === 12 ? 0 : hour;
}

function zoneMs(zone: string | undefined): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (found === null) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return (found[1] === '-' ? -minutes : minutes) * 60_000;
}
