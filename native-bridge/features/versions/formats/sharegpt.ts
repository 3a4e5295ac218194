import type { RowFormat } from './format.ts';
import { checkAnswers, turnsOf } from './turns.ts';

const NAMES = { system: 'system', user: 'human', assistant: 'gpt' } as const;

/** `{"conversations": [{"from": "human", "value": ...}, {"from": "gpt", "value": ...}]}` a line. */
export const sharegpt: RowFormat = {
  id: 'sharegpt',
  ending: 'jsonl',
  open(file, about) {
    checkAnswers(about, 'ShareGPT');
    return {
      add(row) {
        const turns = turnsOf(row, about);
        if (turns === null) return false;
        const conversations = turns.map(({ role, content }) => ({ from: NAMES[role], value: content }));
        file.writeText(`${JSON.stringify({ conversations })}\n`);
        return true;
      },
      end() {},
    };
  },
};
