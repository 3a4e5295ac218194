import { expect, test } from 'vitest';
import {
  becausePattern,
  ERRORS,
  type ErrorCode,
  type ErrorPayload,
  LuthierError,
  REASONS,
  type ReasonName,
} from '../../../native-bridge/contract/index.ts';
import { CATALOGUE } from './catalogue.ts';
import { errorHint, errorSentence } from './errors.ts';
import type { Message, Messages, Text } from './message.ts';
import { REASONS_ZH } from './reasons.ts';

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

test('MSG-10 a row of a line that holds many is named in the language of the page', () => {
  const facts = { file: 'a.json', line: 1, reason: 'not a JSON object' };
  const { payload } = new LuthierError('import.broken_line', { ...facts, element: 5 } as typeof facts);

  expect(errorSentence(payload, 'en')).toBe('a.json line 1, row 5: not a JSON object.');
  expect(errorSentence(payload, 'zh-CN')).toBe('a.json 第 1 行，第 5 行：not a JSON object。');
});

test('MSG-5 every reason says the same facts in Chinese as in English', () => {
  const names = Object.keys(REASONS) as ReasonName[];

  expect(names.filter(name => String(factsOf(REASONS[name])) !== String(factsOf(REASONS_ZH[name])))).toEqual([]);
});

test('MSG-6 why a query or a pattern is refused is said in the language of the page', () => {
  const why = becausePattern(
    'a{reason}(',
    new SyntaxError('Invalid regular expression: /a{reason}(/u: Unterminated group'),
  );
  const { payload } = new LuthierError('dataset.query_invalid', { place: 6, ...why });

  expect(errorSentence(payload, 'en')).toBe(payload.message);
  expect(payload.message).toContain(
    'character 6: the pattern a{reason}( is no regular expression: a group is not closed.',
  );
  expect(errorSentence(payload, 'zh-CN')).toBe(
    '无法读懂此查询，第 6 个字符处：a{reason}( 不是有效的正则表达式：分组没有闭合。',
  );
});

test('MSG-7 a pattern that an error says to write is the same in both languages', () => {
  const patterns = (Object.keys(ERRORS) as ErrorCode[]).map(code => {
    const bare: ErrorPayload = { code, facts: {}, message: '', hint: '' };
    return (['en', 'zh-CN'] as const).map(language => errorHint(bare, language).match(/\^\S+|\$\d[-$\d]*/g) ?? []);
  });

  expect(patterns.map(([, zh]) => zh)).toEqual(patterns.map(([en]) => en));
  expect(patterns.flat(2)).toContain('$3-$2-$1');
});

test('MSG-8 no command that is there to be copied has a name in it, in which a shell could read anything', () => {
  const named = (Object.keys(ERRORS) as ErrorCode[]).flatMap(code => {
    const bare: ErrorPayload = { code, facts: {}, message: '', hint: '' };
    const hints = (['en', 'zh-CN'] as const).map(language => errorHint(bare, language));
    return hints.flatMap(hint => hint.match(/`luthier [^`]*`/g) ?? []).filter(command => /\{(?!role\})/.test(command));
  });

  expect(named).toEqual([]);
});

test('MSG-9 what the page says to do names no flag of the command line', () => {
  // Of serving only the command line hears.
  const heard = (Object.keys(ERRORS) as ErrorCode[]).filter(code => !code.startsWith('serve.'));
  const flagged = heard.filter(code => {
    const bare: ErrorPayload = { code, facts: {}, message: '', hint: '' };
    return (['en', 'zh-CN'] as const).some(language => /--[a-z{]/.test(errorHint(bare, language)));
  });

  expect(flagged).toEqual([]);
});

function texts(message: Message): string[] {
  return [message.en, message.zh].flatMap(text => (typeof text === 'string' ? [text] : [text.one, text.other]));
}

function factsOf(text: Text): string[] {
  const whole = typeof text === 'string' ? text : `${text.one} ${text.other}`;
  return [...new Set(whole.match(/\{\w+\}/g))].sort();
}
