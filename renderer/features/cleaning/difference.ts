/** Two texts as what they share before, where they differ, and what they share after. */
export interface Difference {
  readonly before: readonly [same: string, other: string, same: string];
  readonly after: readonly [same: string, other: string, same: string];
}

export function differenceOf(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  start -= Number(isHalf(before, start) || isHalf(after, start));
  end -= Number(isHalf(before, before.length - end) || isHalf(after, after.length - end));
  const parts = (text: string) => {
    const to = Math.max(start, text.length - Math.max(0, end));
    return [text.slice(0, start), text.slice(start, to), text.slice(to)] as const;
  };
  return { before: parts(before), after: parts(after) };
}

/** Whether a place stands between the two halves of one character. */
function isHalf(text: string, at: number): boolean {
  return at > 0 && (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}

/** Control and format characters that show nothing, and wide spaces; not line feeds and what joins emoji. */
const UNSEEN = /(?![\n\u200d])[\p{Cc}\p{Cf}\u00a0\u3000]/gu;

/** A text with a sign for each character one would not see: ⇥ for a tab, ⟨200B⟩ for a zero-width space. */
export function visible(text: string): string {
  return text.replace(UNSEEN, character => (character === '\t' ? '⇥\t' : `⟨${codeOf(character)}⟩`));
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
