import { TagsInput, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type DatasetId, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { Failure } from '../../ui/index.ts';

export interface RowMarksProps {
  readonly datasetId: DatasetId;
  readonly row: Row;
  readonly focus: 'tags' | 'note' | null;
  readonly onFocused: () => void;
}

/** What a person noted of a row. */
export function RowMarks({ datasetId, row, focus, onFocused }: RowMarksProps) {
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
      <Tags datasetId={datasetId} row={row} input={tags} />
      <Note datasetId={datasetId} row={row} input={note} />
    </>
  );
}

interface TagsProps extends Pick<RowMarksProps, 'datasetId' | 'row'> {
  readonly input: React.Ref<HTMLInputElement>;
}

/** Tags as they were last chosen: those of the row count once all that was chosen has been saved and read again. */
function Tags({ datasetId, row, input }: TagsProps) {
  const t = useT('dataset');
  const mark = useAction(dataset.markRow);
  const [shown, setShown] = useState(row.tags);
  const [saving, setSaving] = useState(0);
  // Asked here too: what it is and whether it is being read again must be of one moment, which a prop of another one is not.
  const answer = useAnswer(dataset.row, { datasetId, row: row.row });
  const tags = answer.state === 'ready' && !answer.refreshing ? answer.value.tags : null;
  if (saving === 0 && tags !== null && shown !== tags) setShown(tags);
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
