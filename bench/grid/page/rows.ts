import type { Row } from '../../../native-bridge/contract/index.ts';

export const COLUMNS = ['text', 'label', 'score', 'sender', 'date'];

const WORDS = ['model', 'train', 'data', 'clean', 'label', 'row', '天气', '银行', '公园', 'alpha', 'beta', 'gamma'];

/** The row at a place: made anew each time, always the same. */
export function rowAt(place: number): Row {
  const word = (at: number) => WORDS[(place * 7 + at * 5) % WORDS.length] as string;
  return {
    row: place + 1,
    split: null,
    starred: false,
    tags: [],
    note: null,
    cells: {
      text: `place ${place} ${Array.from({ length: 12 }, (_, at) => word(at)).join(' ')}`,
      label: place % 3 === 0 ? 'spam' : 'ham',
      score: place % 1000,
      sender: `someone${place % 997}@example.com`,
      date: `2002-0${1 + (place % 9)}-1${place % 10}`,
    },
  };
}

/** As from a core near by: after the current turn, never at once. */
export async function pageOf(start: number, limit: number, total: number): Promise<Row[]> {
  await new Promise(done => setTimeout(done, 1));
  return Array.from({ length: Math.max(0, Math.min(limit, total - start)) }, (_, at) => rowAt(start + at));
}
