import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { LuthierError } from '../../contract/index.ts';
import { readJson } from '../../core/files.ts';
import { type ChatMessage, chatTemplate } from './chat-template.ts';
import { type Surface, surfaceOf, tokenEnds } from './token-ends.ts';
import { asRulesInWords, type TokenizerJson } from './token-rules.ts';
import { wordCounter } from './word-counter.ts';

/** Text that surely holds enough tokens; a 50 MB line is not cut whole to keep its first fifty. */
const CHARACTERS_A_TOKEN = 64;

/** A text up to a number of tokens. */
export interface CutText {
  readonly text: string;
  /** Tokens of what is kept. */
  readonly tokens: number;
  /** Whether some of it is left out. */
  readonly isCut: boolean;
}

/** What a model reads with: the same ids as `luthier.dataset.task` in Python gives a run. */
export interface ModelTokenizer {
  readonly ids: (text: string) => number[];
  readonly count: (text: string) => number;
  /** Cut between characters, so no half of one is left. */
  readonly cut: (text: string, maxTokens: number) => CutText;
  /** A chat as the template of the model writes it. Throws `model.template_failed` and `model.config_unsafe`. */
  readonly chat: (messages: readonly ChatMessage[], options?: { readonly addGenerationPrompt?: boolean }) => string;
  /** The token that ends an answer, as it is written. Throws `model.folder_incomplete` when nobody names it. */
  readonly endToken: () => string;
}

let last: { readonly key: string; readonly tokenizer: ModelTokenizer } | null = null;

/**
 * The tokenizer of a model's folder. For worker threads: a template is a program of the model's author, and a million
 * texts take long. The last one opened is kept.
 *
 * Throws `model.folder_incomplete` without tokenizer.json, and `model.damaged` when it cannot be read.
 */
export function openTokenizer(folder: string): ModelTokenizer {
  const file = join(folder, 'tokenizer.json');
  if (!existsSync(file)) throw new LuthierError('model.folder_incomplete', { folder, file: 'tokenizer.json' });
  const { mtimeMs, size } = statSync(file);
  const key = `${file} ${mtimeMs} ${size}`;
  if (last?.key === key) return last.tokenizer;
  const tokenizer = open(folder);
  last = { key, tokenizer };
  return tokenizer;
}

function open(folder: string): ModelTokenizer {
  const rules = asRulesInWords((readJson(join(folder, 'tokenizer.json')) ?? {}) as TokenizerJson);
  const config = (readJson(join(folder, 'tokenizer_config.json')) ?? {}) as Record<string, unknown>;
  const special = specialTokens(folder, config);
  const reader = readerOf(rules, config);
  const surface = surfaceOf(rules);
  const template = chatTemplate(folder, config);
  const tokensOf = (text: string) => reader.tokenize(text.toWellFormed());
  const count = wordCounter(rules, tokensOf) ?? ((text: string) => tokensOf(text).length);

  return {
    ids: text => reader.encode(text.toWellFormed(), { add_special_tokens: false }).ids,
    count: text => count(text.toWellFormed()),
    cut: (text, maxTokens) => cut({ tokensOf, surface }, text, maxTokens),
    chat: (messages, { addGenerationPrompt = false } = {}) =>
      template({ ...special, messages, add_generation_prompt: addGenerationPrompt }),
    endToken: () => {
      const { eos_token: end } = special;
      if (end === undefined) throw new LuthierError('model.folder_incomplete', { folder, file: 'eos_token' });
      return end;
    },
  };
}

function readerOf(rules: TokenizerJson, config: object): Tokenizer {
  try {
    return new Tokenizer(rules, config);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 200);
    throw new LuthierError('model.damaged', { file: 'tokenizer.json', reason });
  }
}

/** `bos_token`, `eos_token` and the like, by the names that templates use. */
function specialTokens(folder: string, config: Record<string, unknown>): Record<string, string> {
  const map = (readJson(join(folder, 'special_tokens_map.json')) ?? {}) as Record<string, unknown>;
  const named = Object.entries({ ...map, ...config }).flatMap(([name, token]) => {
    const content = typeof token === 'object' && token !== null && 'content' in token ? token.content : token;
    return name.endsWith('_token') && typeof content === 'string' ? [[name, content] as const] : [];
  });
  return Object.fromEntries(named);
}

interface Reader {
  readonly tokensOf: (text: string) => readonly string[];
  readonly surface: Surface;
}

/** As `cut` in Python does it: the two are held together by a test. */
function cut({ tokensOf, surface }: Reader, text: string, maxTokens: number): CutText {
  let head = firstCharacters(text, maxTokens * CHARACTERS_A_TOKEN);
  let tokens = tokensOf(head);
  if (tokens.length < maxTokens && head.length < text.length) {
    head = text;
    tokens = tokensOf(head);
  }
  if (tokens.length <= maxTokens) return { text: head, tokens: tokens.length, isCut: head.length < text.length };
  const end =
    tokenEnds(surface, head.toWellFormed(), tokens)?.[maxTokens - 1] ?? longestHead(tokensOf, head, maxTokens);
  const kept = head.slice(0, end);
  return { text: kept, tokens: tokensOf(kept).length, isCut: kept.length < text.length };
}

/** Where the longest head of so many tokens ends, when the tokens do not say which characters they stand for. */
function longestHead(tokensOf: (text: string) => readonly string[], text: string, maxTokens: number): number {
  const characters = Array.from(text);
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tokensOf(characters.slice(0, middle).join('')).length <= maxTokens) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('').length;
}

/** The first characters, where a character outside the basic plane counts as one, as in Python. */
function firstCharacters(text: string, count: number): string {
  if (text.length <= count) return text;
  let end = 0;
  for (let taken = 0; taken < count && end < text.length; taken += 1)
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return text.slice(0, end);
}
