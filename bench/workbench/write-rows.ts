import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { random as seededRandom } from '../../native-bridge/core/random.ts';

/** One row in twenty repeats an earlier one, one in twenty does with a word changed. */
const REPEATED = 0.05;
const NEAR = 0.05;
const PERSONAL = 0.05;
const MESSY = 0.05;
const CHINESE = 0.4;
/** Rows to copy from, spread over all that came before. */
const ORIGINALS = 20_000;
const LABELS = ['ham', 'spam', 'news', '通知', '广告'] as const;
const SENDERS = 50_000;
const FROM_MS = Date.UTC(2023, 0, 1);
const SPAN_MS = 2 * 365 * 86_400_000;

interface Written {
  readonly text: string;
  readonly label: string;
  readonly time: string;
  readonly group: string;
}

export const ROWS_FILE = 'rows.jsonl';
export const NARROW_FILE = 'narrow.jsonl';

/** Mixed English and Chinese rows as JSONL: text, label, time, group, the same for the same seed. */
export async function writeRows(file: string, count: number): Promise<void> {
  await pipeline(lines(count), createWriteStream(file, { highWaterMark: 2 ** 20 }));
}

/** One narrow column, for so many rows that their number alone counts. */
export async function writeNarrowRows(file: string, count: number): Promise<void> {
  const narrow = function* (): Generator<string> {
    for (let row = 1; row <= count; ) {
      let part = '';
      for (const end = Math.min(count, row + 9999); row <= end; row++) part += `{"text":"row ${row}"}\n`;
      yield part;
    }
  };
  await pipeline(narrow, createWriteStream(file, { highWaterMark: 2 ** 20 }));
}

function* lines(count: number): Generator<string> {
  const random = seededRandom(20);
  const words = wordsOf(random);
  const originals: Written[] = [];
  for (let row = 0; row < count; ) {
    let part = '';
    for (const end = Math.min(count, row + 1000); row < end; row++) {
      const one = rowOf(random, words, originals);
      if (originals.length < ORIGINALS) originals.push(one);
      else if (random() < 0.1) originals[Math.floor(random() * ORIGINALS)] = one;
      part += `${JSON.stringify(one)}\n`;
    }
    yield part;
  }
}

interface Words {
  english(): string;
  chinese(): string;
}

function rowOf(random: () => number, words: Words, originals: readonly Written[]): Written {
  const kind = random();
  const original = originals[Math.floor(random() * originals.length)];
  if (original !== undefined && kind < REPEATED) return original;
  const time = new Date(FROM_MS + random() * SPAN_MS).toISOString();
  if (original !== undefined && kind < REPEATED + NEAR)
    return { ...original, text: edited(original.text, random), time };

  const isChinese = random() < CHINESE;
  const length = isChinese ? 30 + random() * 60 : 20 + random() * 30;
  let text = Array.from({ length }, isChinese ? words.chinese : words.english).join(isChinese ? '' : ' ');
  if (random() < PERSONAL)
    text += isChinese ? `，电话13${digits(random, 9)}` : `, mail user${digits(random, 6)}@example.com`;
  if (random() < MESSY) text = `  ${text.replace(' ', '\u00a0\u200b')}\r\n\n\n`;
  const label = LABELS[Math.floor(random() ** 2 * LABELS.length)] as string;
  return { text, label, time, group: `sender ${Math.floor(random() * SENDERS)}` };
}

/** With one character changed near the end: nine tenths of what is compared stays. */
function edited(text: string, random: () => number): string {
  const place = Math.floor(text.length * 0.9);
  return `${text.slice(0, place)}${Math.floor(random() * 10)}${text.slice(place + 1)}`;
}

function digits(random: () => number, count: number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
}

/** Common words far more often than rare ones. */
function wordsOf(random: () => number): Words {
  const letters = 'etaoinshrdlucmfwypvbgk';
  const latin = Array.from({ length: 30_000 }, () =>
    Array.from({ length: 2 + random() * 8 }, () => letters[Math.floor(random() ** 1.5 * letters.length)]).join(''),
  );
  const han = Array.from({ length: 3000 }, (_, at) => String.fromCharCode(0x4e00 + at * 5));
  const pick = (from: readonly string[]) => () => from[Math.floor(random() ** 3 * from.length)] as string;
  return { english: pick(latin), chinese: pick(han) };
}
