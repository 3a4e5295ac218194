import { type AsSeen, type ChatMessage, LuthierError, type RowToSee, type SeenRow } from '../../contract/index.ts';
import { neutralInstruction } from './neutral-instruction.ts';
import type { ModelTokenizer } from './tokenizer.ts';

/** What a model reads of rows, exactly, and which part of it is learned. */
export function asSeen(tokenizer: ModelTokenizer, asked: Omit<AsSeen, 'modelId'>) {
  const instruction = asked.instruction ?? neutralInstruction(asked.labels);
  const rows = asked.rows.map(row => {
    try {
      return 'messages' in row
        ? seenChat(tokenizer, row.messages)
        : seenText(tokenizer, row, instruction, asked.maxTextTokens);
    } catch (error) {
      if (!(error instanceof LuthierError) || error.code !== 'model.template_failed') throw error;
      return { ...NOTHING, refused: error.payload };
    }
  });
  return { instruction, rows };
}

const NOTHING = { parts: [], promptTokens: 0, answerTokens: 0, textTokens: 0, cut: null, refused: null };

type Text = Extract<RowToSee, { readonly text: string }>;

/** As `render` and `answer_ids` in Python put a row to a model. */
function seenText(tokenizer: ModelTokenizer, { text, label }: Text, instruction: string, maxTokens: number): SeenRow {
  const kept = tokenizer.cut(text, maxTokens);
  const content = instruction.replaceAll('{text}', () => kept.text);
  const prompt = tokenizer.chat([{ role: 'user', content }], { addGenerationPrompt: true });
  return {
    ...inParts(tokenizer, prompt, label),
    textTokens: kept.isCut ? tokenizer.count(text) : kept.tokens,
    cut: kept.isCut ? { kept: kept.text.length, all: text.length } : null,
    refused: null,
  };
}

function seenChat(tokenizer: ModelTokenizer, messages: readonly ChatMessage[]): SeenRow {
  const last = messages.at(-1);
  const isAnswered = last?.role === 'assistant';
  const before = isAnswered ? messages.slice(0, -1) : messages;
  const prompt = tokenizer.chat(before, { addGenerationPrompt: isAnswered });
  const parts = inParts(tokenizer, prompt, isAnswered ? last.content : null);
  return { ...parts, textTokens: parts.promptTokens + parts.answerTokens, cut: null, refused: null };
}

function inParts(tokenizer: ModelTokenizer, prompt: string, answer: string | null) {
  const masked = { text: prompt, learned: false };
  const promptTokens = tokenizer.count(prompt);
  if (answer === null) return { parts: [masked], promptTokens, answerTokens: 0 };
  const learned = { text: answer + tokenizer.endToken(), learned: true };
  return { parts: [masked, learned], promptTokens, answerTokens: tokenizer.count(answer) + 1 };
}
