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
  ['length:min=few,least=3', { min: 'few', least: '3' }],
  ['replace:pattern=[,，]{2,3},replacement=,', { pattern: '[,，]{2,3}', replacement: ',' }],
  ['drop-matching:pattern=x=1,y=2,ignoreCase=false', { pattern: 'x=1,y=2', ignoreCase: false }],
])('CL-C1 the step %s is read with its options as what they are', (written, options) => {
  expect(cleaningStep(written, catalogue())).toEqual({ step: written.split(':')[0], on: true, options });
});

test('CL-C2 a step names the column it works on among its options', () => {
  const written = 'replace:column=To, Cc,pattern=,{2,}';

  expect(cleaningStep(written, catalogue())).toEqual({
    step: 'replace',
    on: true,
    column: 'To, Cc',
    options: { pattern: ',{2,}' },
  });
});
