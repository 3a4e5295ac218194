import type { RowFormat } from './format.ts';
import { checkAnswers, exchangeOf, turnsOf } from './turns.ts';

/**
 * `{"instruction", "input", "output"}` a line (Stanford Alpaca, 2023). Of a chat the last question and answer, with
 * what was said before as `history`, as LLaMA-Factory reads it.
 */
export const alpaca: RowFormat = {
  id: 'alpaca',
  ending: 'jsonl',
  open(file, about) {
    checkAnswers(about, 'Alpaca');
    return {
      add(row) {
        const object = about.roles.messages === undefined ? exchangeOf(row, about) : fromChat(turnsOf(row, about));
        if (object === null) return false;
        file.writeText(`${JSON.stringify(object)}\n`);
        return true;
      },
      end() {},
    };
  },
};

function fromChat(turns: ReturnType<typeof turnsOf>) {
  const system = turns?.find(({ role }) => role === 'system')?.content;
  const said = turns?.filter(({ role }) => role !== 'system') ?? [];
  const pairs = said.flatMap(({ role, content }, at) => {
    const asked = said[at - 1];
    return role === 'assistant' && asked?.role === 'user' ? [[asked.content, content] as const] : [];
  });
  const last = pairs.at(-1);
  if (last === undefined) return null;
  const history = pairs.slice(0, -1);
  const [instruction, output] = last;
  return {
    instruction,
    input: '',
    output,
    ...(system !== undefined && { system }),
    ...(history.length > 0 && { history }),
  };
}
