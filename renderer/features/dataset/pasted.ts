/** Pasted text as a file whose ending says what it looks like: JSON, JSON Lines, a table, or plain lines. */
export function fileFromText(text: string): File {
  return new File([text], `pasted.${endingOf(text)}`, { type: 'text/plain' });
}

export function endingOf(text: string): 'json' | 'jsonl' | 'tsv' | 'csv' | 'txt' {
  const lines = text.trim().split(/\r?\n/);
  const first = lines[0] ?? '';
  if (first.startsWith('{') && lines.every(line => line.trim() === '' || isJson(line))) return 'jsonl';
  if (/^[[{]/.test(first) && isJson(text)) return 'json';
  if (lines.length > 1 && lines.every(line => line.split('\t').length === first.split('\t').length)) {
    if (first.includes('\t')) return 'tsv';
    // One comma a line is prose as well; the same number of several is a table.
    const commas = first.split(',').length;
    if (commas > 1 && lines.slice(0, 20).every(line => line.includes(','))) return 'csv';
  }
  return 'txt';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
