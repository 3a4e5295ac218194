import { Button, SegmentedControl, Select, Textarea } from '@mantine/core';
import { IconFocusCentered } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { attention, type Run } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { attention as messages } from '../../app/messages/attention.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { ButtonKeys, Failure, Field } from '../../ui/index.ts';
import { useSubjectName } from '../evaluation/index.ts';
import styles from './AttentionListPage.module.css';

export interface StartAttentionProps {
  /** Runs that have a checkpoint. */
  readonly runs: readonly Run[];
  /** The run to begin with. */
  readonly runId: string | null;
}

/** Asks for the map of a text that a person writes. */
export function StartAttention({ runs, runId }: StartAttentionProps) {
  const t = useT('attention');
  const nameOf = useSubjectName();
  const [, go] = useLocation();
  const start = useAction(attention.start);
  const [chosen, setChosen] = useState(runId);
  const [subject, setSubject] = useState<'base' | 'tuned'>('tuned');
  const [text, setText] = useState('');
  const run = runs.find(({ id }) => id === chosen) ?? runs[0];
  const ready = run !== undefined && text.trim() !== '';

  const look = async (): Promise<void> => {
    if (!run) return;
    const map = await start.run({ runId: run.id, subject, text });
    if (map) go(`/attention/${map.id}`);
  };
  useCommands([
    {
      id: 'attention.start',
      title: messages.commandStart,
      group: 'page',
      keys: ['$mod+Enter'],
      when: () => ready && !start.busy,
      run: () => void look(),
    },
  ]);

  return (
    <div className={styles.form}>
      {start.trouble && <Failure trouble={start.trouble} />}
      <div className={styles.line}>
        <Field label={t('run')} hint={runs.length === 0 ? t('noRuns') : undefined}>
          {ids => (
            <Select
              {...ids}
              value={run?.id ?? null}
              data={runs.map(({ id, name }) => ({ value: id as string, label: name }))}
              onChange={setChosen}
            />
          )}
        </Field>
        <Field label={t('model')}>
          {ids => (
            <SegmentedControl
              {...ids}
              value={subject}
              onChange={value => setSubject(value as 'base' | 'tuned')}
              data={(['base', 'tuned'] as const).map(value => ({ value, label: nameOf(value) }))}
            />
          )}
        </Field>
      </div>
      <Field label={t('text')} hint={t('textSays')}>
        {ids => (
          <Textarea
            {...ids}
            autosize
            minRows={3}
            maxRows={10}
            maxLength={100_000}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className={styles.actions}>
        <Button
          leftSection={<IconFocusCentered size={14} />}
          rightSection={<ButtonKeys keys="$mod+Enter" />}
          loading={start.busy}
          disabled={!ready}
          onClick={() => void look()}
        >
          {t('start')}
        </Button>
      </div>
    </div>
  );
}
