/** One step of a tokenizer, as tokenizer.json writes it. */
export interface TokenRule {
  readonly type: string;
  readonly pretokenizers?: readonly TokenRule[];
  readonly normalizers?: readonly TokenRule[];
  readonly processors?: readonly TokenRule[];
  readonly [option: string]: unknown;
}

export interface TokenizerJson {
  readonly normalizer?: TokenRule | null;
  readonly pre_tokenizer?: TokenRule | null;
  readonly post_processor?: TokenRule | null;
  readonly added_tokens?: readonly { readonly content: string }[];
}

/** The pattern that byte-level tokenizers part words by, as the Rust library has it. */
const WORDS = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/**
 * The same rules with their patterns written out. The JavaScript library has some built in that mean something else
 * there: only 0 to 9 are digits, and a byte order mark is white space.
 */
export function asRulesInWords(json: TokenizerJson): TokenizerJson {
  const { pre_tokenizer: rule } = json;
  return rule ? { ...json, pre_tokenizer: inWords(rule) } : json;
}

function inWords(rule: TokenRule): TokenRule {
  if (rule.type === 'Sequence') return { ...rule, pretokenizers: (rule.pretokenizers ?? []).map(inWords) };
  if (rule.type === 'Digits') return split(rule.individual_digits === true ? '\\p{N}' : '\\p{N}+');
  if (rule.type === 'ByteLevel' && rule.use_regex !== false && rule.add_prefix_space !== true) {
    return { type: 'Sequence', pretokenizers: [split(WORDS), { ...rule, use_regex: false }] };
  }
  return rule;
}

function split(pattern: string): TokenRule {
  return { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false };
}

/** A rule and all rules in it. */
export function* rulesIn(rule: TokenRule | null | undefined): Generator<TokenRule> {
  if (!rule) return;
  yield rule;
  for (const inner of [...(rule.pretokenizers ?? []), ...(rule.normalizers ?? []), ...(rule.processors ?? [])]) {
    yield* rulesIn(inner);
  }
}
