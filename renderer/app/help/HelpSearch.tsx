import { Fragment, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { useLanguage, useT } from '../messages/index.ts';
import styles from './HelpPage.module.css';
import { find, marked, type PageSections } from './search.ts';
import { allSections } from './texts.ts';

/** The places of all pages that have the words. */
export function HelpSearch({ typed, onGo }: { readonly typed: string; readonly onGo: () => void }) {
  const t = useT('help');
  const pages = useSections();
  const state = useHistoryState();
  if (pages === null) return null;

  const hits = find(pages, typed);
  return (
    <section className={styles.article} aria-label={t('search')}>
      <p className={styles.found} role="status">
        {hits.length === 0 ? t('searchNothing') : t('searchFound', { count: hits.length })}
      </p>
      <ul className={styles.hits}>
        {hits.map(({ page, title, heading, id, around }) => (
          <li key={`${page}#${id}`}>
            <Link href={`/help/${page}${id && `#${id}`}`} state={state} className={styles.hit} onClick={onGo}>
              <span className={styles.hitTitle}>
                {title}
                {id && (
                  <>
                    {' › '}
                    <Marked text={heading} typed={typed} />
                  </>
                )}
              </span>
              <span className={styles.around}>
                <Marked text={around} typed={typed} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Marked({ text, typed }: { readonly text: string; readonly typed: string }) {
  return marked(text, typed).map(({ text, isMeant }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece is told apart by its place in the text.
    <Fragment key={place}>{isMeant ? <mark>{text}</mark> : text}</Fragment>
  ));
}

function useSections(): readonly PageSections[] | null {
  const language = useLanguage();
  const [pages, setPages] = useState<readonly PageSections[] | null>(null);
  useEffect(() => {
    let left = false;
    void allSections(language).then(all => {
      if (!left) setPages(all);
    });
    return () => {
      left = true;
    };
  }, [language]);
  return pages;
}
