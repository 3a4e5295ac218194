/** Which rows of an evaluation are listed: those behind one cell of a matrix, or all that a subject got wrong. */
export interface RowFilter {
  readonly subject: string;
  readonly label?: string;
  readonly predicted?: string;
}

/** The filter that an address names; null when it names none. */
export function cellInSearch(search: URLSearchParams): RowFilter | null {
  const subject = search.get('subject');
  const label = search.get('label');
  const predicted = search.get('predicted');
  if (subject === null) return null;
  return { subject, ...(label !== null && { label }), ...(predicted !== null && { predicted }) };
}

export function searchOfCell({ subject, label, predicted }: RowFilter): Record<string, string> {
  return { subject, ...(label !== undefined && { label }), ...(predicted !== undefined && { predicted }) };
}

/** Without a cell, what is worth reading is what was answered wrongly. */
export function onlyWrong(filter: RowFilter): boolean {
  return filter.label === undefined && filter.predicted === undefined;
}

export function isSameCell(filter: RowFilter | null, cell: Required<RowFilter>): boolean {
  return filter?.subject === cell.subject && filter.label === cell.label && filter.predicted === cell.predicted;
}
