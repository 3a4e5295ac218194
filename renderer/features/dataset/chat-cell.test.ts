import { expect, test } from 'vitest';
import { chatProblems, chatText, dialectOf, nextRole, turnsOf } from './chat-cell.ts';

const OPENAI = '[{"role":"user","content":"hi","weight":0},{"role":"assistant","content":"hello"}]';
const SHAREGPT = '[{"from":"human","value":"hi"},{"from":"gpt","value":"hello"},{"from":"critic","value":"fine"}]';
const problems = (text: string, like = OPENAI) => chatProblems(text, dialectOf(like)).map(({ kind }) => kind);

test.each([OPENAI, SHAREGPT])('turns are read and written back as they were: %s', text => {
  const dialect = dialectOf(text);
  expect(chatText(turnsOf(text, dialect) ?? [], dialect)).toBe(text);
  expect(chatProblems(text, dialect)).toEqual([]);
});

test.each([
  ['not json []', 'broken'],
  ['"text"', 'notChat'],
  ['[]', 'notChat'],
  ['[1]', 'notTurn'],
  ['[{"content":"hi"}]', 'notTurn'],
  ['[{"role":"narrator","content":"hi"}]', 'role'],
  ['[{"role":"user","content":3}]', 'notContent'],
  ['[{"from":"human","value":"hi"}]', 'notTurn'],
])('%s is no chat beside OpenAI messages', (text, kind) => {
  expect(problems(text)).toEqual([kind]);
});

test('a tool call without words and a list of parts are right, and only JSON shows them', () => {
  const text = '[{"role":"assistant","content":null,"tool_calls":[]},{"role":"user","content":[{"type":"text"}]}]';
  expect(problems(text)).toEqual([]);
  expect(turnsOf(text, dialectOf(text))).toBeNull();
});

test('the dialect and the roles are those of the cell', () => {
  expect(dialectOf(SHAREGPT)).toMatchObject({ who: 'from', what: 'value' });
  expect(dialectOf(SHAREGPT).roles).toContain('critic');
  expect(dialectOf('').who).toBe('role');
});

test('turns alternate', () => {
  const dialect = dialectOf(SHAREGPT);
  expect(nextRole([], dialect)).toBe('human');
  expect(nextRole(turnsOf('[{"from":"human","value":"hi"}]', dialect) ?? [], dialect)).toBe('gpt');
});
