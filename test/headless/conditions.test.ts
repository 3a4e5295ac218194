import { expect, test } from 'vitest';
import { parseQuery } from '../../native-bridge/features/dataset/rows/parse-query.ts';
import {
  type ConditionField,
  conditionTerm,
  OPERATORS,
  type Operator,
  valuesOf,
} from '../../renderer/features/dataset/conditions.ts';

const all = Object.entries(OPERATORS).flatMap(([kind, operators]) =>
  operators.map(operator => [kind as ConditionField['kind'], operator as Operator] as const),
);

test.each(all)('the core reads what a condition of %s %s is written as', (kind, operator) => {
  const isOfNumbers = kind === 'number' || (kind === 'mixed' && ['above', 'below', 'between'].includes(operator));
  const value = isOfNumbers ? '2' : kind === 'date' ? '2024-01-01' : 'a/b "c" (d';
  const pattern = operator === 'matches' ? 'a/b' : value;
  const term = conditionTerm(
    { name: kind === 'tag' || kind === 'note' ? kind : 'my column', kind, isColumn: true },
    operator,
    [pattern, valuesOf(operator) === 2 ? value : ''],
  );
  expect(term).not.toBeNull();
  expect(() => parseQuery(term ?? '', ['my column'])).not.toThrow();
});
