import { Tokenizer } from '@huggingface/tokenizers';
import { rulesIn, type TokenizerJson, type TokenRule } from './token-rules.ts';

/** Words that are remembered at most, and how long one may be: V8 keeps a longer one as a part of its whole text. */
const WORDS = 100_000;
const LONGEST_WORD = 12;

type TokensOf = (text: string) => readonly string[];

/**
 * Counts the tokens of a text word by word and remembers the words: a million texts have few different ones, so this is
 * some times faster than cutting each. Null for a tokenizer whose words are not independent of each other.
 */
export function wordCounter(rules: TokenizerJson, tokensOf: TokensOf): ((text: string) => number) | null {
  const steps = [...rulesIn(rules.pre_tokenizer)].filter(({ type }) => type !== 'Sequence');
  const norms = [...rulesIn(rules.normalizer)].filter(({ type }) => type !== 'Sequence');
  const splits = steps.slice(0, -1);
  if (!isPlainBytes(steps.at(-1)) || !splits.every(isSplit) || !norms.every(({ type }) => type === 'NFC')) return null;

  const words = splitter(splits);
  const added = (rules.added_tokens ?? []).map(({ content }) => content.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const special = added.length === 0 ? null : new RegExp(added.join('|'));
  const known = new Map<string, number>();
  return text => {
    if (special?.test(text)) return tokensOf(text).length;
    let count = 0;
    for (const word of words(norms.length === 0 ? text : text.normalize('NFC'))) {
      let tokens = known.get(word);
      if (tokens === undefined) {
        tokens = tokensOf(word).length;
        if (known.size >= WORDS) known.clear();
        if (word.length <= LONGEST_WORD) known.set(word, tokens);
      }
      count += tokens;
    }
    return count;
  };
}

function isPlainBytes(rule: TokenRule | undefined): boolean {
  return rule?.type === 'ByteLevel' && rule.use_regex === false && rule.add_prefix_space !== true;
}

function isSplit({ type, behavior, invert }: TokenRule): boolean {
  return type === 'Split' && behavior === 'Isolated' && invert !== true;
}

/** Parts a text into words as the library does, by a tokenizer that has nothing but these rules. */
function splitter(splits: readonly TokenRule[]): (text: string) => readonly string[] {
  if (splits.length === 0) return text => [text];
  const nothing = { normalizer: null, post_processor: null, decoder: null, added_tokens: [] };
  const model = { type: 'BPE', vocab: {}, merges: [] };
  const { pre_tokenizer } = new Tokenizer({ ...nothing, model, pre_tokenizer: sequence(splits) }, {});
  return text => pre_tokenizer?.pre_tokenize(text) ?? [];
}

function sequence(pretokenizers: readonly TokenRule[]): TokenRule {
  return { type: 'Sequence', pretokenizers };
}
