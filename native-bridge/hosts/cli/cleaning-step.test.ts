import { expect, test } from 'vitest';
import { catalogue } from '../../features/cleaning/index.ts';
import { cleaningStep } from './cleaning-step.ts';

test.each([
  ['drop-empty', {}],
  ['near-duplicates:keep=longest,threshold=0.85', { keep: 'longest', threshold: 0.85 }],
  ['length:unit=tokens,model=My model 1.5,max=512', { unit: 'tokens', model: 'My model 1.5', max: 512 }],
  ['language:keep=zh+en', { keep: ['zh', 'en'] }],
  ['normalise:trim=false,form=NFKC', { trim: false, form: 'NFKC' }],
  ['replace:pattern=a:b=c,replacement=', { pattern: 'a:b=c', replacement: '' }],
  ['replace:pattern=[,，]{2,3},replacement=，', { pattern: '[,，]{2,3}', replacement: '，' }],
  ['length:min=few,least=3', { min: 'few', least: '3' }],
])('CL-C1 the step %s is read with its options as what they are', (written, options) => {
  expect(cleaningStep(written, catalogue())).toEqual({ step: written.split(':')[0], on: true, options });
});

test('CL-C2 a step may name another column than the text', () => {
  expect(cleaningStep('length@title:min=5', catalogue())).toMatchObject({ column: 'title', options: { min: 5 } });
});
