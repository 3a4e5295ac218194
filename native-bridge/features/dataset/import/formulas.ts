import { text } from 'node:stream/consumers';
import type { Zip } from './zip.ts';

/** Formulas without a stored value: the row of each, and its column from 0. */
export type Unvalued = Map<number, number[]>;

/** The part that holds the first sheet of a workbook. */
export async function firstSheet(zip: Zip): Promise<string | null> {
  const read = async (part: string): Promise<string> => {
    const found = zip.entries.find(({ name }) => name === part);
    return found === undefined ? '' : await text(await zip.open(found.entry));
  };
  const sheet = /<(?:\w+:)?sheet\s[^>]*?\w:id="([^"]+)"/.exec(await read('xl/workbook.xml'))?.[1];
  const relations = (await read('xl/_rels/workbook.xml.rels')).match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? [];
  const target = relations.find(relation => attribute(relation, 'Id') === sheet);
  const path = target === undefined ? undefined : attribute(target, 'Target');
  if (path === undefined) return null;
  return path.startsWith('/') ? path.slice(1) : `xl/${path}`;
}

/**
 * Finds cells with a formula that no program has worked out, as scripts write them: the reader gives nothing for them.
 * The XML of a sheet comes piece by piece and is cut between two cells.
 */
export class FormulaFinder {
  readonly unvalued: Unvalued = new Map();
  #rest = '';

  push(chunk: Buffer): void {
    // Names and places are ASCII; texts are not looked at.
    const xml = this.#rest + chunk.toString('latin1');
    const [open, close] = [xml.lastIndexOf('<c '), xml.lastIndexOf('</c>')];
    // Without a cell in it only the beginning of one can be of use.
    const end = open > close ? open : close === -1 ? Math.max(0, xml.length - 3) : close + '</c>'.length;
    const whole = xml.slice(0, end);
    if (whole.includes('<f')) this.#look(whole);
    this.#rest = xml.slice(end);
  }

  #look(xml: string): void {
    for (const [, head = '', inner = ''] of xml.matchAll(CELL)) {
      if (!FORMULA.test(inner) || VALUE.test(inner)) continue;
      // A formula whose value is an empty text has one.
      if (attribute(` ${head}`, 't') === 'str' && /<v/.test(inner)) continue;
      const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(attribute(` ${head}`, 'r') ?? '') ?? [];
      if (row === '' || Number(row) > MOST_ROWS) continue;
      const columns = this.unvalued.get(Number(row));
      if (columns === undefined) this.unvalued.set(Number(row), [columnOf(letters)]);
      else columns.push(columnOf(letters));
    }
  }
}

/** As many as Excel has. */
const MOST_ROWS = 1_048_576;
/** A cell that is not closed at once: attributes and what stands in it. */
const CELL = /<c ((?:[^>]*[^/>])?)>(.*?)<\/c>/gs;
const FORMULA = /<f[\s>/]/;
const VALUE = /<v(?:\s[^>]*)?>[^<]|<is>/;

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

/** `A` is 0, `AA` is 26. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
