import { rulesIn, type TokenizerJson } from './token-rules.ts';

/** How tokens of a tokenizer are written: which bytes of a text each stands for. */
export interface Surface {
  readonly added: ReadonlySet<string>;
  /** `bytes`: each character is a byte. `words`: ▁ is a space, `<0x0A>` a byte. */
  readonly writes: 'bytes' | 'words';
  /** The text is composed (NFC) before it is read. */
  readonly composes: boolean;
  /** Spaces at the end of a token are not counted to it. */
  readonly trims: boolean;
}

export function surfaceOf({ pre_tokenizer, normalizer, post_processor, added_tokens = [] }: TokenizerJson): Surface {
  const isByteLevel = ({ type }: { type: string }) => type === 'ByteLevel';
  return {
    added: new Set(added_tokens.map(({ content }) => content)),
    writes: [...rulesIn(pre_tokenizer)].some(isByteLevel) ? 'bytes' : 'words',
    composes: [...rulesIn(normalizer)].some(({ type }) => type === 'NFC'),
    trims: [...rulesIn(post_processor)].some(rule => isByteLevel(rule) && rule.trim_offsets !== false),
  };
}

/**
 * Where each token ends in the text; a token that ends inside a character ends after it. Null when the tokens do not
 * add up to the text, as after a normaliser that changes it.
 */
export function tokenEnds(surface: Surface, text: string, tokens: readonly string[]): number[] | null {
  const pieces = surface.composes ? composed(text) : Array.from(text, from => ({ from, to: from }));
  const sizes = tokens.map(token => bytesOf(surface, token));
  const size = pieces.reduce((all, { to }) => all + Buffer.byteLength(to), 0);
  // Some tokenizers put a space before the first word.
  const before = sizes.reduce((all, bytes) => all + bytes, 0) - size;
  if (before !== 0 && !(before === 1 && tokens[0]?.startsWith('▁'))) return null;

  const ends: number[] = [];
  let [piece, end, reached, wanted] = [0, 0, 0, -before];
  for (const [at, token] of tokens.entries()) {
    wanted += sizes[at] ?? 0;
    const spaces = surface.trims ? spacesAfter(token) : 0;
    for (; reached < wanted - spaces && piece < pieces.length; piece += 1) {
      const { from, to } = pieces[piece] ?? { from: '', to: '' };
      reached += Buffer.byteLength(to);
      end += from.length;
    }
    ends.push(end);
  }
  return ends;
}

function bytesOf({ added, writes }: Surface, token: string): number {
  if (added.has(token)) return Buffer.byteLength(token);
  if (writes === 'bytes') return token.length;
  return /^<0x[0-9A-F]{2}>$/.test(token) ? 1 : Buffer.byteLength(token.replaceAll('▁', ' '));
}

function spacesAfter(token: string): number {
  const [spaces = ''] = /Ġ+$/.exec(token) ?? [];
  return spaces.length === token.length ? 0 : spaces.length;
}

/**
 * A text in pieces, each with what it is composed to. A character that is composed of several belongs to the first of
 * them, and the others to nothing: so the Rust library has it.
 */
function composed(text: string): { from: string; to: string }[] {
  if (text.normalize('NFC') === text) return Array.from(text, from => ({ from, to: from }));
  const pieces = text.match(/[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|\P{M}\p{M}*|\p{M}+/gu) ?? [];
  return pieces.flatMap(piece => {
    const to = Array.from(piece.normalize('NFC'));
    const from = Array.from(piece);
    return Array.from({ length: Math.max(from.length, to.length) }, (_, at) => ({
      from: from[at] ?? '',
      to: to[at] ?? '',
    }));
  });
}
