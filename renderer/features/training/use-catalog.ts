import { type Catalog, training } from '../../../native-bridge/contract/index.ts';
import { CATALOG_ZH } from '../../app/messages/catalog-zh.ts';
import { useLanguage } from '../../app/messages/index.ts';
import { type Answer, useAnswer } from '../../rpc/index.ts';
import { catalogInLanguage } from './catalog-in-language.ts';

const NOTHING = {};

/** What Python offers, in the language of the page. */
export function useCatalog(): Answer<Catalog> {
  const answer = useAnswer(training.catalog, NOTHING);
  const language = useLanguage();
  if (answer.state !== 'ready' || language === 'en') return answer;
  return { ...answer, value: catalogInLanguage(answer.value, CATALOG_ZH) };
}

/** A sentence that Python has written into a result, in the language of the page where it is known. */
export function useCatalogText(): (english: string) => string {
  const language = useLanguage();
  return english => (language === 'en' ? english : (CATALOG_ZH[english] ?? english));
}
