import { useMemo } from 'react';
import { type Language, useLanguage } from './use-t.ts';

/** Numbers, sizes and times as the language of the page writes them. */
export interface Format {
  readonly number: (value: number, digits?: number) => string;
  /** Every digit that was set: for bounds and parameters, 0.000001 as much as 512. */
  readonly exact: (value: number) => string;
  /** A fraction as percent: 0.914 is "91.4 %". */
  readonly percent: (fraction: number, digits?: number) => string;
  readonly bytes: (bytes: number) => string;
  /** "3m 20s": at most two units. */
  readonly duration: (seconds: number) => string;
  readonly dateTime: (atMs: number) => string;
  /** The day in UTC: for times that came with data, which say nothing of where the reader is. */
  readonly day: (atMs: number) => string;
  /** "5 min. ago". */
  readonly ago: (atMs: number, nowMs?: number) => string;
}

export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => formatIn(language), [language]);
}

export function formatIn(language: Language): Format {
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value);

  // Made once: a grid writes hundreds of numbers a frame.
  const plain = new Intl.NumberFormat(language, fixed(undefined, 3));

  return {
    number: (value, digits) =>
      digits === undefined ? plain.format(value) : new Intl.NumberFormat(language, fixed(digits, 3)).format(value),
    exact: value => new Intl.NumberFormat(language, { maximumSignificantDigits: 15 }).format(value),
    percent: (fraction, digits) =>
      new Intl.NumberFormat(language, { style: 'percent', ...fixed(digits, 1) }).format(fraction),
    bytes: bytes => writeBytes(language, bytes),
    duration: seconds =>
      seconds > 0 && seconds < 0.5
        ? `<${unit(1, 'second')}`
        : durationParts(seconds)
            .map(part => unit(part.value, part.unit))
            .join(' '),
    dateTime: atMs => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs),
    day: atMs => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(atMs),
    ago: (atMs, nowMs = Date.now()) => {
      const { value, unit: name } = agoParts((nowMs - atMs) / 1000);
      return new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }).format(-value, name);
    },
  };
}

export function durationParts(seconds: number): { value: number; unit: 'hour' | 'minute' | 'second' }[] {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;

  if (hours > 0)
    return [
      { value: hours, unit: 'hour' as const },
      { value: minutes, unit: 'minute' as const },
    ];
  if (minutes > 0)
    return [
      { value: minutes, unit: 'minute' as const },
      { value: rest, unit: 'second' as const },
    ];
  return [{ value: rest, unit: 'second' }];
}

function agoParts(seconds: number): { value: number; unit: Intl.RelativeTimeFormatUnit } {
  if (seconds < 45) return { value: 0, unit: 'second' };
  if (seconds < 3600) return { value: Math.max(1, Math.round(seconds / 60)), unit: 'minute' };
  if (seconds < 86_400) return { value: Math.round(seconds / 3600), unit: 'hour' };
  return { value: Math.round(seconds / 86_400), unit: 'day' };
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Binary units, as memory and disks of jobs are counted here: 3.1 GiB. */
function writeBytes(language: Language, bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < BYTE_UNITS.length - 1) {
    value /= 1024;
    step += 1;
  }
  const digits = step === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(language, fixed(digits, 0)).format(value)} ${BYTE_UNITS[step]}`;
}

function fixed(digits: number | undefined, otherwise: number): Intl.NumberFormatOptions {
  return digits === undefined
    ? { maximumFractionDigits: otherwise }
    : { minimumFractionDigits: digits, maximumFractionDigits: digits };
}
