import type { Language } from '../messages/index.ts';
import { sectionsOf } from './markdown.ts';
import { HELP } from './pages.ts';
import type { PageSections } from './search.ts';

type Fetch = () => Promise<string>;

/** The docs, put into the build: help needs no network and no core. */
const ENGLISH = import.meta.glob<string>('../../../docs/*.md', { query: '?raw', import: 'default' });
const CHINESE = import.meta.glob<string>('../../../docs/zh/*.md', { query: '?raw', import: 'default' });

export interface HelpText {
  readonly text: string;
  /** False for a page that has not been written in the language of the page. */
  readonly isInLanguage: boolean;
}

/** The text of a page, in English where it is not there in the language; null for a page that there is not. */
export async function textOf(page: string, language: Language): Promise<HelpText | null> {
  const chinese: Fetch | undefined = CHINESE[`../../../docs/zh/${page}.md`];
  if (language === 'zh-CN' && chinese) return { text: await chinese(), isInLanguage: true };
  const english: Fetch | undefined = ENGLISH[`../../../docs/${page}.md`];
  return english ? { text: await english(), isInLanguage: language === 'en' } : null;
}

/** Every page by its sections, for a search. */
export async function allSections(language: Language): Promise<readonly PageSections[]> {
  return await Promise.all(
    HELP.map(async ({ id, title }) => ({
      page: id,
      title: String(language === 'zh-CN' ? title.zh : title.en),
      sections: sectionsOf((await textOf(id, language))?.text ?? ''),
    })),
  );
}
