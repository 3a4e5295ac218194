import { TagsInput, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type Blame, type DatasetId, dataset, ROLES, type Row } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { clipText, Failure } from '../../ui/index.ts';
import { BY, useChangeTitle } from './change-title.ts';
import { PART_WORDS } from './part-words.ts';
import styles from './RowDetail.module.css';

export interface RowMarksProps {
  readonly datasetId: DatasetId;
  readonly row: Row;
  /** The row is being read again. */
  readonly isStale: boolean;
  readonly focus: 'tags' | 'note' | null;
  readonly onFocused: () => void;
}

/** What a person noted of a row, and what has happened to it. */
export function RowMarks({ datasetId, row, isStale, focus, onFocused }: RowMarksProps) {
  const tags = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const told = useRef(onFocused);
  told.current = onFocused;
  useEffect(() => {
    if (focus === null) return;
    (focus === 'tags' ? tags : note).current?.focus();
    told.current();
  }, [focus]);

  return (
    <>
      <Tags datasetId={datasetId} row={row} isStale={isStale} input={tags} />
      <Note datasetId={datasetId} row={row} input={note} />
      <History datasetId={datasetId} row={row.row} />
    </>
  );
}

interface TagsProps extends Pick<RowMarksProps, 'datasetId' | 'row' | 'isStale'> {
  readonly input: React.Ref<HTMLInputElement>;
}

/** Tags as they were last chosen: those of the row count once all that was chosen has been saved and read again. */
function Tags({ datasetId, row, isStale, input }: TagsProps) {
  const t = useT('dataset');
  const mark = useAction(dataset.markRow);
  const [shown, setShown] = useState(row.tags);
  const [saving, setSaving] = useState(0);
  if (saving === 0 && !isStale && shown !== row.tags) setShown(row.tags);
  const set = (tags: string[]): void => {
    setShown(tags);
    setSaving(count => count + 1);
    void mark.run({ datasetId, row: row.row, marks: { tags } }).finally(() => setSaving(count => count - 1));
  };

  return (
    <>
      <TagsInput
        ref={input}
        label={t('tags')}
        placeholder={shown.length === 0 ? t('tagsHint') : ''}
        value={shown}
        onChange={set}
      />
      {mark.trouble && <Failure trouble={mark.trouble} />}
    </>
  );
}

interface NoteProps extends Pick<RowMarksProps, 'datasetId' | 'row'> {
  readonly input: React.Ref<HTMLTextAreaElement>;
}

/** A note is saved when it is left, also by going to another row. */
function Note({ datasetId, row, input }: NoteProps) {
  const t = useT('dataset');
  const mark = useAction(dataset.markRow);
  const [note, setNote] = useState({ of: row.note, text: row.note ?? '' });
  const saved = useRef(row.note ?? '');
  if (note.of !== row.note) {
    saved.current = row.note ?? '';
    setNote({ of: row.note, text: saved.current });
  }
  const save = useRef(() => {});
  save.current = () => {
    if (note.text.trim() === saved.current) return;
    saved.current = note.text.trim();
    void mark.run({ datasetId, row: row.row, marks: { note: note.text } });
  };
  useEffect(() => () => save.current(), []);

  return (
    <>
      <Textarea
        ref={input}
        label={t('note')}
        placeholder={t('noteHint')}
        dir="auto"
        autosize
        minRows={1}
        maxRows={8}
        value={note.text}
        onChange={event => setNote({ of: row.note, text: event.currentTarget.value })}
        onBlur={() => save.current()}
      />
      {mark.trouble && <Failure trouble={mark.trouble} />}
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
            <bdi>{fieldName(field, t)}</bdi>: <del dir="auto">{short(before)}</del> <ins dir="auto">{short(after)}</ins>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A part is named as everywhere on the page. */
function fieldName(field: string, t: ReturnType<typeof useT<'dataset'>>): string {
  const role = ROLES.find(role => field === `#role.${role}`);
  return role === undefined ? field.replace(/^#/, '') : t(PART_WORDS[role][0]);
}

function short(cell: Blame['differences'][number]['before']): string {
  return cell === null ? '∅' : clipText(String(cell), SHOWN);
}
