import { expect, test } from 'vitest';
import { chatText, inChats } from './chats.ts';

const shout = inChats(text => text.toUpperCase());
const cut = inChats(text => text.slice(0, 1));

test('CL-50 of a chat a step reads what is said, one message after another', () => {
  const openAi = JSON.stringify([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: '你好' }, { type: 'image_url' }, { type: 'text', text: 'and?' }] },
    { role: 'assistant', content: null, tool_calls: [{ id: 'x' }] },
  ]);
  const shareGpt = JSON.stringify([{ from: 'human', value: 'hi' }]);

  expect(chatText(openAi)).toBe('Be brief.\n你好\nand?');
  expect(chatText(shareGpt)).toBe('hi');
});

test('CL-51 a change is one of each message; roles, other keys and numbers stay as they are written', () => {
  const cell =
    '[{"role":"user","content":"hi","id":12345678901234567890,"w":1.0},\n {"from":"gpt","value":"ok","content":null}]';

  expect(shout(cell)).toBe(
    '[{"role":"user","content":"HI","id":12345678901234567890,"w":1.0},{"from":"gpt","value":"OK","content":null}]',
  );
});

test('CL-52 a chat in which nothing changes stays as it is written, spaces too', () => {
  const cell = '[ {"role": "user", "content": "HI \\u4f60"} ]';

  expect(shout(cell)).toBe(cell);
});

test('CL-53 a cell that holds no chat is a text like any other, but no JSON is broken', () => {
  const cells = ['hello', '{"role":"user"}', '[{"content":"no one says it"}]', '[]', '[1', '{"a":"b"} and more'];

  expect(cells.map(chatText)).toEqual(cells);
  expect(cells.map(shout)).toEqual([
    'HELLO',
    '{"ROLE":"USER"}',
    '[{"CONTENT":"NO ONE SAYS IT"}]',
    '[]',
    '[1',
    '{"A":"B"} AND MORE',
  ]);
  expect(cells.map(cut)).toEqual(['h', '{"role":"user"}', '[{"content":"no one says it"}]', '[]', '[', '{']);
});
