/** How texts are spelled in the query language of the grid. */

/** A text as a value of the query language, whatever is in it. */
export function queryValue(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** A name, or a value, as a person would write it: in quotes only where it needs them. */
export function queryName(text: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(text) && !/^(or|and|not)$/i.test(text) ? text : queryValue(text);
}

/** These rows and no others. */
export function queryRows(rows: readonly number[]): string {
  const any = rows.map(row => `row:${row}`).join(' or ');
  return rows.length > 1 ? `(${any})` : any;
}
