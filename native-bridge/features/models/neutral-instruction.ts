/** Tokens of a row's text that a task takes unless something else is asked for. */
export const TEXT_TOKENS = 64;

/** An instruction that says nothing of the texts, and names the answers. */
export function neutralInstruction(labels: readonly string[]): string {
  return `Answer with one word: ${labels.join(labels.length === 2 ? ' or ' : ', ')}.\n\n{text}`;
}
