import { random as seededRandom } from '../../native-bridge/core/random.ts';

/** Texts with known near duplicates among them, the same for the same seed. */
export interface PlantedTexts {
  readonly texts: string[];
  /** Places of an original and its near duplicate, similar by at least `THRESHOLD`. */
  readonly planted: [original: number, copy: number][];
}

/** Jaccard similarity of the shingles from which on two texts are near duplicates. */
export const THRESHOLD = 0.8;
/** One text in ten is a near duplicate of an earlier one, one in twenty is like an earlier one but not enough. */
const PLANTED = 0.1;
const DECOYS = 0.05;
const DECOY_SIMILARITY = 0.7;
const CHINESE = 0.4;

/** Two texts in five are Chinese. Words and characters are as common as in real text: the n-th has a share of 1/n. */
export function plantedTexts(count: number, seed: number): PlantedTexts {
  const random = seededRandom(seed);
  const english = words(random, 20_000, () => latinWord(random));
  const chinese = words(random, 8_000, () => chineseWord(random));
  const texts: string[] = [];
  const planted: [number, number][] = [];
  const copies = Math.round(count * PLANTED);
  const decoys = Math.round(count * DECOYS);

  while (texts.length < count - copies - decoys) {
    const isChinese = random() < CHINESE;
    const length = isChinese ? 18 + random() * 60 : 12 + random() * 50;
    texts.push(Array.from({ length }, isChinese ? chinese : english).join(isChinese ? '' : ' '));
  }
  const originals = texts.length;
  for (let copy = 0; copy < copies; copy++) {
    const original = Math.floor((copy + random()) * (originals / copies));
    planted.push([original, texts.length]);
    texts.push(edited(texts[original] as string, similarity => similarity >= THRESHOLD && similarity < 1));
  }
  for (let decoy = 0; decoy < decoys; decoy++) {
    const original = texts[Math.floor(random() * originals)] as string;
    texts.push(edited(original, similarity => similarity <= DECOY_SIMILARITY && similarity > 0.4));
  }
  return shuffled({ texts, planted }, random);

  /** Edits at random places until the similarity is as wanted; begins anew where it went past. */
  function edited(text: string, isWanted: (similarity: number) => boolean): string {
    const shingles = shinglesOf(text);
    for (;;) {
      let copy = text;
      const edits = 1 + Math.floor(random() * 12);
      for (let i = 0; i < edits; i++) copy = edit(copy);
      if (isWanted(similarity(shingles, shinglesOf(copy)))) return copy;
    }
  }

  /** Replaces, drops or adds one word, or one character where there are no spaces. */
  function edit(text: string): string {
    const isChinese = !text.includes(' ');
    const parts = isChinese ? [...text] : text.split(' ');
    const place = Math.floor(random() * parts.length);
    const kind = random();
    const word = isChinese ? (chinese()[0] as string) : english();
    if (kind < 0.6) parts[place] = word;
    else if (kind < 0.8) parts.splice(place, 1);
    else parts.splice(place, 0, word);
    return parts.join(isChinese ? '' : ' ');
  }
}

/** Runs of five characters, of three in Chinese: what every engine compares here. */
export function shinglesOf(text: string): Set<string> {
  const length = text.includes(' ') ? 5 : 3;
  const shingles = new Set<string>();
  for (let i = 0; i + length <= text.length; i++) shingles.add(text.slice(i, i + length));
  return shingles;
}

export function similarity(left: Set<string>, right: Set<string>): number {
  const shared = left.intersection(right).size;
  return shared / (left.size + right.size - shared);
}

function shuffled({ texts, planted }: PlantedTexts, random: () => number): PlantedTexts {
  const places = texts.map((_, place) => place);
  for (let i = places.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [places[i], places[j]] = [places[j] as number, places[i] as number];
  }
  const at: number[] = [];
  for (const [to, from] of places.entries()) at[from] = to;
  return {
    texts: places.map(from => texts[from] as string),
    planted: planted.map(([original, copy]) => [at[original] as number, at[copy] as number]),
  };
}

/** Draws from `count` words by their rank. */
function words(random: () => number, count: number, make: () => string): () => string {
  const known = Array.from({ length: count }, make);
  return () => known[Math.floor(count ** random()) - 1] as string;
}

function latinWord(random: () => number): string {
  const syllable = (): string => `${'bcdfghklmnprstvw'[Math.floor(random() * 16)]}${'aeiou'[Math.floor(random() * 5)]}`;
  return Array.from({ length: 1 + random() * 3.5 }, syllable).join('') + (random() < 0.4 ? 's' : '');
}

function chineseWord(random: () => number): string {
  return Array.from({ length: 1 + random() * 2 }, () =>
    String.fromCharCode(0x4e00 + Math.floor(3000 ** random()) * 5),
  ).join('');
}
