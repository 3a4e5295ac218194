import { expect, test } from 'vitest';
import type { StepKind, StepOption } from '../../../native-bridge/contract/index.ts';
import { asDraft, asSteps, isAsked, moved, summaryOf, withOption } from './draft.ts';

const said = (text: string) => ({ en: text, zh: text });
const min: StepOption = {
  kind: 'number',
  name: 'min',
  title: said('At least'),
  says: said(''),
  default: 5,
  low: 0,
  high: 9,
  whole: true,
};
const kind: StepKind = {
  id: 'length',
  title: said('Length'),
  says: said(''),
  warning: null,
  judgesRows: false,
  options: [min],
  presets: [],
};
const draft = asDraft(['a', 'b', 'c'].map(step => ({ step, on: true, options: {} })));
const names = (steps: readonly { readonly step: string }[]) => steps.map(({ step }) => step).join('');

test('a step moves by one place, and the first and the last stay where they are', () => {
  const [a, , c] = draft.map(({ key }) => key);

  expect(names(moved(draft, a ?? 0, 1))).toBe('bac');
  expect(names(moved(draft, c ?? 0, -1))).toBe('acb');
  expect(names(moved(draft, a ?? 0, -1))).toBe('abc');
  expect(names(moved(draft, c ?? 0, 1))).toBe('abc');
});

test('only options that differ from their default are kept and told', () => {
  const [step] = asDraft([{ step: 'length', on: true, options: {} }]);
  if (step === undefined) throw new Error('no step');
  const chosen = withOption(step, min, 7);

  expect(asSteps([chosen])).toEqual([{ step: 'length', on: true, options: { min: 7 } }]);
  expect(summaryOf(chosen, kind, 'en')).toBe('At least: 7');
  expect(withOption(chosen, min, 5).options).toEqual({});
});

test('an option that depends on another one is asked for and told only with its value', () => {
  const unit: StepOption = { kind: 'text', name: 'unit', title: said('Unit'), says: said(''), default: 'characters' };
  const model: StepOption = {
    kind: 'model',
    name: 'model',
    title: said('Model'),
    says: said(''),
    onlyWith: { option: 'unit', value: 'tokens' },
    default: '',
  };
  const length: StepKind = { ...kind, options: [unit, model] };
  const step = { step: 'length', on: true, options: { model: 'SmolLM2' } };
  const inTokens = { ...step, options: { ...step.options, unit: 'tokens' } };

  expect([step, inTokens].map(one => isAsked(one, length, model))).toEqual([false, true]);
  expect([step, inTokens].map(one => summaryOf(one, length, 'en'))).toEqual(['', 'Unit: tokens · Model: SmolLM2']);
});
