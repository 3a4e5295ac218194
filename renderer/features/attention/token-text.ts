/** A token as it can be read in a list: spaces and line breaks have signs, and nothing is empty. */
export function tokenText(token: string): string {
  const visible = token.replace(/\n/g, '↵').replace(/\t/g, '⇥').replace(/\r/g, '');
  if (visible === '') return '∅';
  return visible.trim() === '' ? '␣'.repeat(Math.min(visible.length, 3)) : visible.trim();
}

/** A token cut to what fits, by a measure of its width. */
export function fitting(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  let length = Math.min(text.length - 1, 40);
  while (length > 1 && measure(`${text.slice(0, length)}…`) > width) length -= 1;
  return `${text.slice(0, length)}…`;
}
