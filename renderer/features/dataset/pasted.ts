/** Pasted text as a file whose ending says what it looks like: JSON, JSON Lines, a table, or plain lines. */
export function fileFromText(text: string): File {
  return new File([text], `pasted.${endingOf(text)}`, { type: 'text/plain' });
}

export function endingOf(text: string): 'json' | 'jsonl' | 'tsv' | 'csv' | 'txt' {
  const lines = text.trim().split(/\r?\n/);
  const first = lines[0] ?? '';
  if (first.startsWith('{') && lines.every(line => line.trim() === '' || isJson(line))) return 'jsonl';
  if (/^[[{]/.test(first) && isJson(text)) return 'json';
  const rows = rowsOf(text, QUOTED_BY_TABS);
  const tabs = countOf(rows[0], '\t');
  if (rows.length > 1 && rows.every(row => countOf(row, '\t') === tabs)) {
    if (tabs > 0) return 'tsv';
    // One comma a line is prose as well; the same number of several is a table.
    if (
      rowsOf(text, QUOTED_BY_COMMAS)
        .slice(0, 20)
        .every(row => row.includes(','))
    )
      return 'csv';
  }
  return 'txt';
}

const QUOTED_BY_TABS = /(?<=^|[\t\n])"(?:[^"]|"")*"(?=[\t\r\n]|$)/g;
const QUOTED_BY_COMMAS = /(?<=^|[,\n])"(?:[^"]|"")*"(?=[,\r\n]|$)/g;

/** The rows of a table, without what stands in quotes: a line break there ends no row. Empty cells at the end count. */
function rowsOf(text: string, quoted: RegExp): string[] {
  const table = text.replace(/^[\r\n]+|[\r\n]+$/g, '');
  return table.replace(quoted, '""').split(/\r?\n/);
}

function countOf(row: string | undefined, between: string): number {
  return (row ?? '').split(between).length - 1;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
