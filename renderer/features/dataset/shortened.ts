/** The beginning of a text, at most so many UTF-16 units, never half a character; `…` says that there is more. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const splits = /[\ud800-\udbff]/.test(text.charAt(length - 1));
  return `${text.slice(0, splits ? length - 1 : length)}…`;
}
