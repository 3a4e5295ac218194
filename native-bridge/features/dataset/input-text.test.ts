import { expect, test } from 'vitest';
import { inputParts, inputText } from './input-text.ts';

const PAIR = { text: 'instruction', prompt: 'instruction', context: 'input', completion: 'output' };
const CHAT = { text: 'messages', messages: 'messages' };
const chat = (...messages: readonly (readonly [role: string, content: string])[]) => ({
  messages: JSON.stringify(messages.map(([role, content]) => ({ role, content }))),
});

test('SP-20 an instruction is told apart by what is added to it, not by its answer', () => {
  const row = { instruction: 'Translate', input: 'cat', output: 'Katze' };

  expect(inputParts(row, PAIR)).toEqual(['Translate', 'cat']);
  expect(inputText({ ...row, output: 'chat' }, PAIR)).toBe(inputText(row, PAIR));
  expect(inputText({ ...row, input: 'dog' }, PAIR)).not.toBe(inputText(row, PAIR));
  expect(inputParts({ instruction: 'Tell a joke', input: ' ', output: 'No' }, PAIR)).toEqual(['Tell a joke']);
});

test('SP-20 a chat is told apart by its messages up to the last answer, however its JSON is written', () => {
  const asked = chat(['system', 'Be short'], ['user', 'Why?'], ['assistant', 'So.']);

  expect(inputParts(asked, CHAT)).toEqual(['Be short', 'Why?']);
  expect(
    inputText({ messages: '[ {"from":"system","value":"Be short"}, {"from":"human","value":"Why?"} ]' }, CHAT),
  ).toBe(inputText(asked, CHAT));
  expect(inputParts({ messages: 'no chat' }, CHAT)).toEqual(['no chat']);
});

test('SP-20 any other row is told apart by its text, and an empty one by nothing', () => {
  expect(inputText({ text: 'hello', label: 'ham' }, { text: 'text', label: 'label' })).toBe('hello');
  expect(inputText({ text: null }, { text: 'text' })).toBe('');
  expect(inputText({ text: ' \n' }, { text: 'text' })).toBe('');
});
