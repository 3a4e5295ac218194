import { expect, test } from 'vitest';
import { beginningOf, conversationIn, conversationText } from './conversation.ts';

const turns = (...all: object[]) => JSON.stringify(all);

test.each([
  ['messages of OpenAI', turns({ role: 'user', content: 'hi', weight: 0 }, { role: 'assistant', content: 'hello' })],
  ['turns of ShareGPT', turns({ from: 'user', value: 'hi' }, { from: 'assistant', value: 'hello' })],
])('%s are read', (_, text) => {
  expect(conversationText(conversationIn(text) ?? [])).toBe('user: hi\nassistant: hello');
});

test('pictures and calls of tools are told in their turn', () => {
  const call = [{ id: '1', function: { name: 'weather', arguments: '{"at":"Paris"}' } }];
  const text = turns(
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: {} },
      ],
    },
    { role: 'assistant', content: null, tool_calls: call },
    { role: 'assistant', content: '', function_call: { name: 'time', arguments: {} } },
    { role: 'assistant', content: 'Warm.', audio: { id: 'a' } },
  );
  expect(conversationIn(text)).toEqual([
    { who: 'user', what: 'What is this?\n[image_url]' },
    { who: 'assistant', what: '[tool_calls] weather({"at":"Paris"})' },
    { who: 'assistant', what: '[function_call] time({})' },
    { who: 'assistant', what: 'Warm.\n[audio] {"id":"a"}' },
  ]);
});

test.each(['null', '1', '{"type":1}', '{"type":{"toString":1}}', '{"text":{"toString":1}}'])(
  'a part that is %s is said to be one',
  part => {
    const text = `[{"role":"user","content":[${part},{"type":"text","text":"hi"}]}]`;
    expect(conversationIn(text)).toEqual([{ who: 'user', what: '[…]\nhi' }]);
  },
);

test.each(['', 'not json', '"text"', '[]', '[1]', '[null]', '{"role":"user"}', '[{"content":"hi"}]', '[{"role":1}]'])(
  '%j is no chat',
  text => {
    expect(conversationIn(text)).toBeNull();
    expect(beginningOf(text)).toBeNull();
  },
);

test('of a chat of megabytes its beginning is read, also when it is cut within the first turn', () => {
  const long = Array.from({ length: 20_000 }, (_, at) => ({
    role: at % 2 ? 'assistant' : 'user',
    content: `turn "${at}"`,
  }));
  const read = beginningOf(turns(...long)) ?? [];
  expect(read.length).toBeGreaterThan(100);
  expect(read[3]).toEqual({ who: 'assistant', what: 'turn "3"' });

  const [first, ...others] = beginningOf(turns({ role: 'user', content: '你\n"'.repeat(100_000) })) ?? [];
  expect(others).toEqual([]);
  expect(first?.who).toBe('user');
  expect(first?.what.startsWith('你\n"你\n"')).toBe(true);
  expect(beginningOf(`[{"role":"user","content":"${'\\u4f60'.repeat(20_000)}"}]`)?.[0]?.what).toMatch(/^你+$/);
});
