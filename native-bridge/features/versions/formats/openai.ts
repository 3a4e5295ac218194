import type { RowFormat } from './format.ts';
import { checkAnswers, turnsOf } from './turns.ts';

/** `{"messages": [{"role": "user", "content": ...}, ...]}` a line: the format of OpenAI's fine-tuning files. */
export const openai: RowFormat = {
  id: 'openai',
  ending: 'jsonl',
  open(file, about) {
    checkAnswers(about, 'OpenAI messages');
    return {
      add(row) {
        const messages = turnsOf(row, about);
        if (messages === null) return false;
        file.writeText(`${JSON.stringify({ messages })}\n`);
        return true;
      },
      end() {},
    };
  },
};
