import { expect, test } from 'vitest';
import type { FoundChat, ImportPreview } from '../../../native-bridge/contract/index.ts';
import {
  chatCounts,
  chatToName,
  foundParts,
  partsBy,
  partsIn,
  rolesIn,
  seenRoles,
  shownColumns,
  typeIn,
  withPart,
} from './import-mapping.ts';

const columns = (...names: string[]): ImportPreview['columns'] =>
  names.map(name => ({ name, type: 'text', filled: 1, examples: [] }));
const CHAT: FoundChat = {
  chat: { column: 'dialog', speaker: 'who', text: 'says', speakers: { A: 'user' } },
  keys: [],
  isOrdinary: false,
  isLikely: true,
};
const preview = (names: string[], roles: ImportPreview['roles'], chats: FoundChat[] = []) =>
  ({ columns: columns(...names), roles, chats }) as unknown as ImportPreview;

test('DS-P1 a column plays one part, and one that plays none is metadata', () => {
  const parts = foundParts(
    preview(['prompt', 'completion', 'date'], { text: 'prompt', prompt: 'prompt', completion: 'completion' }),
  );
  expect([...parts]).toEqual([
    ['prompt', 'prompt'],
    ['completion', 'completion'],
    ['date', 'metadata'],
  ]);
  expect(rolesIn(parts)).toEqual({ prompt: 'prompt', completion: 'completion', metadata: ['date'] });
  expect(seenRoles(parts)).toEqual({ text: 'prompt', prompt: 'prompt', completion: 'completion' });
});

test('DS-P2 a part that is given to another column leaves the one before as metadata', () => {
  const parts = partsIn(columns('a', 'b'), { text: 'a' });
  expect(rolesIn(withPart(parts, 'b', 'text'))).toEqual({ text: 'b', metadata: ['a'] });
  expect(seenRoles(withPart(parts, 'a', 'metadata'))).toEqual({});
});

test('DS-P3 a file whose only text is a chat with keys of its own is taken as a chat, and asks for them', () => {
  const parts = foundParts(preview(['dialog', 'n'], {}, [CHAT]));
  expect(seenRoles(parts)).toEqual({ messages: 'dialog', text: 'dialog' });
  expect(seenRoles(foundParts(preview(['entities'], {}, [{ ...CHAT, isLikely: false }])))).toEqual({});
  expect(chatToName(parts, [CHAT])).toBe(CHAT);
  expect(chatToName(withPart(parts, 'dialog', 'metadata'), [CHAT])).toBeUndefined();
  expect(chatToName(parts, [{ ...CHAT, isOrdinary: true }])).toBeUndefined();
});

test('DS-P4 chats of the first rows that cannot be read with the keys are counted, empty cells are not', () => {
  const rows = [{ dialog: '[{"who":"A","says":"x"}]' }, { dialog: '[{"who":"B","says":"x"}]' }, { dialog: null }];
  expect(chatCounts(rows, CHAT.chat)).toEqual({ all: 2, unread: 1 });
});

test('DS-P6 a column called as what every object has is of no type until one is said', () => {
  const name = 'constructor' as string;
  expect(typeIn({}, name)).toBeUndefined();
  expect(typeIn({ [name]: 'text' }, name)).toBe('text');
});

test('DS-P5 of very many columns those with a part are shown, and others are found by their names', () => {
  const many = columns(...Array.from({ length: 100 }, (_, at) => `c${at}`));
  const parts = partsIn(many, { text: 'c99' });
  const names = (looked: string) => shownColumns(many, parts, { looked, most: 3 }).map(({ name }) => name);
  expect(names('')).toEqual(['c0', 'c1', 'c99']);
  expect(names('C5')).toEqual(['c5', 'c50', 'c51']);
});

test('DS-P7 what a person set is there again after a look at a preset, fit or not', () => {
  const unfit = { code: 'import.preset_columns', facts: {}, message: '', hint: '' };
  const seen = {
    ...preview(['a', 'b'], { text: 'a' }),
    presets: [
      { preset: 'alpaca', roles: {}, unfit },
      { preset: 'sharegpt', roles: { messages: 'a' }, unfit: null },
      { preset: 'plain', roles: { text: 'a' }, unfit: null },
    ],
  } as unknown as ImportPreview;
  const set = withPart(foundParts(seen), 'b', 'label');
  const looked = (at: 'alpaca' | 'sharegpt') => ({
    by: at,
    parts: partsBy(at, seen, { by: 'plain', parts: set, set }),
    set,
  });
  expect(looked('alpaca').parts).toBe(set);
  expect(rolesIn(looked('sharegpt').parts)).toEqual({ messages: 'a', metadata: ['b'] });
  for (const at of ['alpaca', 'sharegpt'] as const) {
    expect(partsBy('found', seen, looked(at))).toBe(set);
    expect(partsBy('plain', seen, looked(at))).toBe(set);
  }
  expect(partsBy('found', seen, { by: 'plain', parts: set, set })).toEqual(foundParts(seen));
});
