import { expect, test } from 'vitest';
import type { ImportPreview } from '../../../native-bridge/contract/index.ts';
import { AS_FOUND, draftFor, NEW_DRAFT } from './wizard-draft.ts';

const preview = (...names: string[]) =>
  ({ format: 'csv', columns: names.map(name => ({ name })) }) as unknown as ImportPreview;

test('what was said of columns stays while the file has them, and what was said of the file stays in any case', () => {
  const first = draftFor(NEW_DRAFT, preview('a', 'b'));
  const mapping = { ...AS_FOUND, by: 'plain' as const, parts: new Map([['a', 'text' as const]]) };
  const said = { ...first, mapping, name: 'Mails', source: { origin: 'here', licence: 'MIT' } };

  expect(draftFor(said, preview('a', 'b'))).toBe(said);
  expect(draftFor(said, preview('a,b'))).toEqual({ ...said, mapped: '["csv","a,b"]', mapping: AS_FOUND });
});
