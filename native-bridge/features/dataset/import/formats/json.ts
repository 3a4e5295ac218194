import { LuthierError } from '../../../../contract/index.ts';
import { brokenLine, type FileRecord, type ImportFormat, MAX_ROW_BYTES, type Reading, tooLong } from '../format.ts';
import { type JsonElement, JsonElements } from '../json-elements.ts';
import { bytesOf, lineEncoding } from '../lines.ts';
import { LOOK_BYTES, readHead, type Source } from '../source.ts';
import { parseRecord, readJsonLines } from './jsonl.ts';

/** One JSON array of objects, or an object that holds one; read element by element. JSON Lines under this ending too. */
export const json: ImportFormat = {
  id: 'json',
  endings: ['json'],
  read: (source, reading) => (isJsonLines(source) ? readJsonLines(source, reading) : readElements(source, reading)),
};

async function* readElements(source: Source, { onBytes }: Reading): AsyncGenerator<readonly FileRecord[]> {
  const decoder = new TextDecoder(lineEncoding(source));
  // Bytes of other encodings may look like brackets and quotes.
  const isUtf8 = lineEncoding(source) === 'utf-8';
  const elements = new JsonElements(MAX_ROW_BYTES);
  let element = 0;
  const toRecord = ({ line, text, tooLongBytes }: JsonElement): FileRecord => {
    if (text !== null) return parseRecord(source, line, text);
    return tooLongBytes > 0
      ? tooLong(source, line, tooLongBytes)
      : brokenLine(source, line, `not valid ${source.encoding}`);
  };
  const toRecords = (chunk: Buffer) =>
    elements.push(chunk).map(found => {
      element += 1;
      return { ...toRecord(found), element };
    });
  try {
    for await (const chunk of bytesOf(source, onBytes)) {
      yield toRecords(isUtf8 ? chunk : Buffer.from(decoder.decode(chunk, { stream: true })));
    }
    elements.end();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LuthierError('import.damaged', { file: source.name, format: 'JSON', reason: error.message });
  }
}

/** Whether the first line is an object of its own, as many files that end in `.json` are. */
function isJsonLines(source: Source): boolean {
  const head = new TextDecoder(source.encoding).decode(readHead(source.path, LOOK_BYTES));
  const first = head.trimStart().split('\n', 1)[0] ?? '';
  if (!first.startsWith('{')) return false;
  try {
    const value = JSON.parse(first) as object;
    const isWhole = head.trim() === first.trim();
    return !(isWhole && Object.values(value).some(Array.isArray));
  } catch {
    return false;
  }
}
