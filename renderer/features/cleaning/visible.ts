/** Control and format characters that show nothing, and wide spaces; not line feeds and what joins emoji. */
const UNSEEN = /(?![\n\u200d])[\p{Cc}\p{Cf}\u00a0\u3000]/gu;

/** A text with a sign for each character one would not see: ⇥ for a tab, ⟨200B⟩ for a zero-width space. */
export function visible(text: string): string {
  return text.replace(UNSEEN, character => (character === '\t' ? '⇥\t' : `⟨${codeOf(character)}⟩`));
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
