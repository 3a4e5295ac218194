/**
 * Source of the first characters: OWASP, "CSV Injection", which names = + - @, tab, carriage return and line feed and
 * their full-width forms.
 */
const FORMULA = /^[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/;
/** A signed number is no formula, and must stay one for those who sum a column. */
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** Whether a spreadsheet that opens a CSV may run this cell as a formula. */
export function isRisky(text: string): boolean {
  return FORMULA.test(text) && !NUMBER.test(text);
}
