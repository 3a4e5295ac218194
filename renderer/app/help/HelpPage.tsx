import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconMapOff, IconRoute, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { EmptyState, Waiting } from '../../ui/index.ts';
import { useAllCommands } from '../commands.tsx';
import { useLanguage, useT } from '../messages/index.ts';
import { textOf as titleOf } from '../shell/command-text.ts';
import styles from './HelpPage.module.css';
import { HelpSearch } from './HelpSearch.tsx';
import { HelpText } from './HelpText.tsx';
import { type Heading, partNamed, sectionsOf } from './markdown.ts';
import { HELP, SHORTCUTS } from './pages.ts';
import { ShortcutTables } from './ShortcutTables.tsx';
import { type HelpText as Text, textOf } from './texts.ts';

const GROUPS = [
  ['start', 'groupStart'],
  ['work', 'groupWork'],
  ['inside', 'groupInside'],
] as const;

/** The docs inside the app: pages on the left, the text, its parts on the right. Needs neither network nor core. */
export function HelpPage({ page = 'getting-started' }: { readonly page?: string | undefined }) {
  const t = useT('help');
  const text = useText(page);
  const [typed, setTyped] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever has gone to a page has found what was searched for.
  useEffect(() => setTyped(''), [page]);

  return (
    <div className={styles.help}>
      <div className={styles.side}>
        <BackLink />
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={14} stroke={1.8} />}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Escape') setTyped('');
          }}
        />
        <PageList here={page} />
        <TourButton />
      </div>
      {typed.trim() === '' ? (
        <Article page={page} text={text} />
      ) : (
        <HelpSearch typed={typed} onGo={() => setTyped('')} />
      )}
    </div>
  );
}

/** `undefined` until it is there, null for a page that there is not. */
function useText(page: string): Text | null | undefined {
  const language = useLanguage();
  const [text, setText] = useState<{ readonly of: string; readonly found: Text | null }>();
  const of = `${language} ${page}`;

  useEffect(() => {
    let left = false;
    void textOf(page, language).then(found => {
      if (!left) setText({ of: `${language} ${page}`, found });
    });
    return () => {
      left = true;
    };
  }, [page, language]);
  return text?.of === of ? text.found : undefined;
}

/** Back to what was on the screen when help was asked for. */
function BackLink() {
  const t = useT('help');
  const state = useHistoryState() as { readonly from?: unknown } | null;
  const from = typeof state?.from === 'string' ? state.from : '/';
  return (
    <Button
      component={Link}
      href={from}
      variant="subtle"
      color="gray"
      className={styles.back}
      leftSection={<IconArrowLeft size={14} stroke={1.8} />}
    >
      {t('back')}
    </Button>
  );
}

/** In a project the tour can be taken from here too. */
function TourButton() {
  const t = useT('app');
  const tour = useAllCommands().find(({ id }) => id === 'help.tour');
  if (!tour) return null;
  return (
    <Button
      variant="default"
      className={styles.tour}
      leftSection={<IconRoute size={14} stroke={1.8} />}
      onClick={tour.run}
    >
      {t('commandTour')}
    </Button>
  );
}

function PageList({ here }: { readonly here: string }) {
  const t = useT('help');
  const language = useLanguage();
  const state = useHistoryState();

  return (
    <nav aria-label={t('pages')} className={styles.pages}>
      {GROUPS.map(([group, title]) => (
        <section key={group}>
          <h2 className={styles.group}>{t(title)}</h2>
          <ul>
            {HELP.filter(entry => entry.group === group).map(({ id, title }) => (
              <li key={id}>
                <Link
                  href={`/help/${id}`}
                  state={state}
                  className={styles.entry}
                  aria-current={id === here ? 'page' : undefined}
                >
                  {titleOf(title, language)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function Article({ page, text }: { readonly page: string; readonly text: Text | null | undefined }) {
  const t = useT('help');
  useScrollToPart(text);

  if (text === undefined) return <Waiting shape="page" />;
  if (text === null) return <EmptyState icon={IconMapOff} title={t('noPageTitle')} says={t('noPageSays')} />;
  const parts = sectionsOf(text.text).filter(({ level }) => level === 2 || level === 3);
  return (
    <>
      <article className={styles.article} lang={text.isInLanguage ? undefined : 'en'}>
        {!text.isInLanguage && (
          <p className={styles.note} lang="zh-CN">
            {t('onlyEnglish')}
          </p>
        )}
        <HelpText text={text.text} />
        {page === SHORTCUTS && <ShortcutTables />}
      </article>
      {parts.length > 1 && <Contents parts={parts} />}
    </>
  );
}

function Contents({ parts }: { readonly parts: readonly Heading[] }) {
  const t = useT('help');
  return (
    <nav aria-label={t('onThisPage')} className={styles.contents}>
      <h2 className={styles.group}>{t('onThisPage')}</h2>
      <ul>
        {parts.map(({ id, text, level }) => (
          <li key={id} data-level={level}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** To the part that the address names, once its text is there; else to the beginning. */
function useScrollToPart(text: Text | null | undefined): void {
  useEffect(() => {
    if (!text) return;
    const name = decodeURIComponent(location.hash.slice(1));
    const part = document.getElementById(partNamed(name, text.text, text.partNames));
    if (part) part.scrollIntoView();
    else document.querySelector('main')?.scrollTo(0, 0);
  }, [text]);
}
