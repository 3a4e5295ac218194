import { TagsInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Blame, type DatasetId, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { Failure } from '../../ui/index.ts';
import { BY, useChangeTitle } from './change-title.ts';
import styles from './RowDetail.module.css';

/** What a person noted of a row, and what has happened to it. */
export function RowMarks({ datasetId, row }: { readonly datasetId: DatasetId; readonly row: Row }) {
  const t = useT('dataset');
  const mark = useAction(dataset.markRow);
  const [note, setNote] = useState({ of: row.note, text: row.note ?? '' });
  if (note.of !== row.note) setNote({ of: row.note, text: row.note ?? '' });
  const set = (marks: { tags?: string[]; note?: string }): void => void mark.run({ datasetId, row: row.row, marks });

  return (
    <>
      <TagsInput
        label={t('tags')}
        placeholder={row.tags.length === 0 ? t('tagsHint') : ''}
        value={row.tags}
        onChange={tags => set({ tags })}
      />
      <Textarea
        label={t('note')}
        placeholder={t('noteHint')}
        autosize
        minRows={1}
        maxRows={8}
        value={note.text}
        onChange={event => setNote({ of: row.note, text: event.currentTarget.value })}
        onBlur={() => note.text.trim() !== (row.note ?? '') && set({ note: note.text })}
      />
      {mark.trouble && <Failure trouble={mark.trouble} />}
      <History datasetId={datasetId} row={row.row} />
    </>
  );
}

function History({ datasetId, row }: { readonly datasetId: DatasetId; readonly row: number }) {
  const t = useT('dataset');
  const blame = useAnswer(dataset.blame, { datasetId, row });
  if (blame.state !== 'ready') return null;
  return (
    <section className={styles.blame} aria-label={t('blame')}>
      <h3>{t('blame')}</h3>
      {blame.value.length === 0 ? (
        <p className={styles.none}>{t('blameNothing')}</p>
      ) : (
        <ol>
          {blame.value.slice(0, 50).map(entry => (
            <Entry key={entry.changeId} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  );
}

const SHOWN = 200;

function Entry({ entry }: { readonly entry: Blame }) {
  const t = useT('dataset');
  const format = useFormat();
  const titleOf = useChangeTitle();
  return (
    <li>
      <span className={styles.what}>{titleOf(entry)}</span>
      <time>{format.dateTime(entry.atMs)}</time>
      {entry.actor && <span className={styles.by}>{t(BY[entry.actor.through], { person: entry.actor.person })}</span>}
      <ul>
        {entry.differences.map(({ field, before, after }) => (
          <li key={field}>
            {field.replace(/^#/, '')}: <del>{short(before)}</del> <ins>{short(after)}</ins>
          </li>
        ))}
      </ul>
    </li>
  );
}

function short(cell: Blame['differences'][number]['before']): string {
  const text = cell === null ? '∅' : String(cell);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
