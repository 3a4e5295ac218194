import { expect, test } from 'vitest';
import { labelsOf, rowToSee, seenAs } from './row-to-see.ts';

test('a row is put to a model as a chat, as question and answer, or as a text with its label', () => {
  const chat = JSON.stringify([
    { from: 'human', value: '你好' },
    { from: 'gpt', value: 'hello' },
  ]);
  expect(rowToSee({ c: chat }, { text: 'c', messages: 'c' })).toEqual({
    messages: [
      { role: 'user', content: '你好' },
      { role: 'assistant', content: 'hello' },
    ],
  });
  expect(rowToSee({ c: '[{"role": 1}]' }, { messages: 'c' })).toBeNull();
  expect(rowToSee({ c: 'no json' }, { messages: 'c' })).toBeNull();

  const pair = { text: 'q', prompt: 'q', context: 'x', completion: 'a', label: 'a' };
  expect(rowToSee({ q: 'Add', x: '1 and 2', a: 3 }, pair)).toEqual({
    messages: [
      { role: 'user', content: 'Add\n\n1 and 2' },
      { role: 'assistant', content: '3' },
    ],
  });
  expect(rowToSee({ q: 'Add', x: '', a: null }, pair)).toEqual({ messages: [{ role: 'user', content: 'Add' }] });
  expect(rowToSee({ t: 'free money', l: '' }, { text: 't', label: 'l' })).toEqual({ text: 'free money', label: null });
  expect(seenAs({ text: 't' })).toBe('nothing');
});

test('the labels of the first rows are named by how often they are there', () => {
  expect(labelsOf([{ l: 'ham' }, { l: 1 }, { l: 1 }, { l: '' }, { l: null }, {}], 'l')).toEqual(['1', 'ham']);
  expect(labelsOf([{ l: 'ham' }], undefined)).toEqual([]);
});
