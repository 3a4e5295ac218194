import type { CleaningStep, Recipe, Said } from '../../contract/index.ts';
import { STANDARD_STEPS } from './step-list.ts';

interface BuiltIn {
  readonly recipe: Recipe;
  readonly about: { readonly title: Said; readonly says: Said };
}

/** Recipes that come with Luthier. One of the project with the same name is used instead. */
export const BUILT_IN: readonly BuiltIn[] = [
  {
    recipe: recipe('standard', STANDARD_STEPS),
    about: {
      title: { en: 'The usual four', zh: '常用四步' },
      says: {
        en: 'Normalise, then drop empty, contradicting and repeated rows.',
        zh: '规范化，然后删除空行、矛盾行和重复行。',
      },
    },
  },
  {
    recipe: recipe('short-chinese', [
      step('normalise'),
      step('full-width'),
      step('whitespace'),
      step('drop-empty'),
      step('language', { keep: ['zh'] }),
      step('length', { min: 50, max: 200 }),
      step('drop-conflicts'),
      step('drop-duplicates'),
      step('near-duplicates'),
    ]),
    about: {
      title: { en: 'Short Chinese texts', zh: '中文短文本' },
      says: {
        en: 'Chinese texts of 50 to 200 characters, each once; full-width letters and digits become half-width.',
        zh: '50 至 200 个字符的中文文本，去除重复与近似重复；全角字母和数字转为半角。',
      },
    },
  },
  {
    recipe: recipe('web-text', [
      step('html'),
      step('normalise'),
      step('whitespace'),
      step('boilerplate'),
      step('drop-empty'),
      step('drop-conflicts'),
      step('drop-duplicates'),
      step('near-duplicates'),
    ]),
    about: {
      title: { en: 'Web pages and mails', zh: '网页与邮件' },
      says: {
        en: 'Takes out HTML, surplus white space and boilerplate lines, then empty, contradicting and repeated texts.',
        zh: '去除 HTML、多余空白和模板行，然后删除空行、矛盾行以及重复和近似重复的文本。',
      },
    },
  },
];

function recipe(name: string, steps: readonly CleaningStep[]): Recipe {
  return { format: 'luthier-cleaning', version: 1, name, steps: [...steps] };
}

function step(id: string, options: CleaningStep['options'] = {}): CleaningStep {
  return { step: id, on: true, options };
}
