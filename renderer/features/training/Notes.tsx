import { errorSentence, useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { Panel } from '../../ui/index.ts';
import styles from './RunPage.module.css';
import type { Note } from './run-story.ts';

/** What a run wants known and that stopped nothing. */
export function Notes({ notes }: { readonly notes: readonly Note[] }) {
  const t = useT('training');
  const format = useFormat();
  const language = useLanguage();

  return (
    <Panel title={t('notes')} aside={String(notes.length)}>
      <ul className={styles.notes}>
        {notes.map(({ seq, atMs, says, error }) => (
          <li key={seq} className={styles.note}>
            <time className={styles.dim}>{format.dateTime(atMs)}</time>
            <span>{error ? errorSentence(error, language) : says}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
