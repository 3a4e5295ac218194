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
  /** What addresses name its parts by, in their order: links and `F1` know the English ones, whatever the language. */
  readonly partNames: readonly string[];
}

/** The text of a page, in English where it is not there in the language; null for a page that there is not. */
export async function textOf(page: string, language: Language): Promise<HelpText | null> {
  const english: Fetch | undefined = ENGLISH[`../../../docs/${page}.md`];
  if (!english) return null;
  const text = await english();
  const partNames = sectionsOf(text).map(({ id }) => id);
  const chinese: Fetch | undefined = CHINESE[`../../../docs/zh/${page}.md`];
  if (language === 'zh-CN' && chinese) return { text: await chinese(), isInLanguage: true, partNames };
  return { text, isInLanguage: language === 'en', partNames };
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
