import { expect, test } from 'vitest';
import { ERRORS, type ErrorCode, type ErrorPayload } from '../../../native-bridge/contract/index.ts';
import { CATALOGUE } from './catalogue.ts';
import { errorHint, errorSentence } from './errors.ts';
import type { Message, Messages, Text } from './message.ts';

const messages = Object.entries(CATALOGUE).flatMap(([slice, entries]) =>
  Object.entries(entries as Messages).map(([key, message]) => ({ name: `${slice}.${key}`, message })),
);

test('MSG-1 a sentence uses the same facts in both languages', () => {
  const differing = messages.filter(({ message }) => factsOf(message.en).join() !== factsOf(message.zh).join());

  expect(differing.map(({ name }) => name)).toEqual([]);
});

test('MSG-2 no sentence is empty, shouts, or says what happened without saying what is wrong', () => {
  const poor = messages.filter(({ message }) =>
    texts(message).some(text => text.trim() === '' || /[!！]|oops|failed to|successfully/i.test(text)),
  );

  expect(poor.map(({ name }) => name)).toEqual([]);
});

test('MSG-3 every error says the same facts in Chinese as in English', () => {
  const differing = (Object.keys(ERRORS) as ErrorCode[]).filter(code => {
    const bare: ErrorPayload = { code, facts: {}, message: '', hint: '' };
    const both = [errorSentence, errorHint].map(say => [say(bare, 'en'), say(bare, 'zh-CN')].map(factsOf).map(String));
    return both.some(([en, zh]) => en !== zh);
  });

  expect(differing).toEqual([]);
});

test('MSG-4 the facts of an error stand in its sentence', () => {
  const error: ErrorPayload = { code: 'training.diverged', facts: { step: 12 }, message: '', hint: '' };

  expect(errorSentence(error, 'zh-CN')).toBe('第 12 步的损失不是有限值。');
});

function texts(message: Message): string[] {
  return [message.en, message.zh].flatMap(text => (typeof text === 'string' ? [text] : [text.one, text.other]));
}

function factsOf(text: Text): string[] {
  const whole = typeof text === 'string' ? text : `${text.one} ${text.other}`;
  return [...new Set(whole.match(/\{\w+\}/g))].sort();
}
