import { WordScanner } from './word-scanner.ts';

const scanner = new WordScanner();

/** How many words a text has; a character of Chinese and its neighbours counts as one. */
export function countWords(text: string): number {
  scanner.scan(text.toLowerCase());
  return scanner.count;
}

/** Finds words, or characters of Chinese and its neighbours, that stand beside each other in a text, in any case. */
export function gramFinder(gram: string): (text: string) => boolean {
  const wanted = wordsOf(gram.toLowerCase()).map(({ word }) => word);
  const [first] = wanted;
  if (first === undefined) return () => false;
  return text => {
    const lower = text.toLowerCase();
    // Most texts are told by this alone, which costs far less.
    if (!lower.includes(first)) return false;
    const words = wordsOf(lower);
    return words.some((_, start) =>
      wanted.every((word, place) => {
        const found = words[start + place];
        return found?.word === word && (place === 0 || !found.begins);
      }),
    );
  };
}

function wordsOf(text: string): { readonly word: string; readonly begins: boolean }[] {
  scanner.scan(text);
  return Array.from({ length: scanner.count }, (_, place) => ({
    word: text.slice(scanner.starts[place], scanner.ends[place]),
    begins: scanner.begins[place] === 1,
  }));
}
