import { Button } from '@mantine/core';
import { IconArrowBackUp, IconSparkles } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { Link } from 'wouter';
import { type CleaningReport, cleaning, type Dataset } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { cleaning as messages } from '../../app/messages/cleaning.ts';
import { useT } from '../../app/messages/index.ts';
import { useWork, type Work } from '../../rpc/index.ts';
import { ButtonKeys, Failure, Panel, ProgressBar, Unanswered } from '../../ui/index.ts';
import { DatasetFrame, type Undo, useChangeTitle, useUndo } from '../dataset/index.ts';
import { useScoresKey } from '../perplexity/index.ts';
import styles from './CleaningPage.module.css';
import { asDraft, asSteps } from './draft.ts';
import { freshnessOf } from './freshness.ts';
import { useSaidLanguage } from './OptionField.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { RecipeBar } from './RecipeBar.tsx';
import { StepList } from './StepList.tsx';
import { useDraft } from './use-draft.ts';

/** Cleaning of one dataset: a list of steps, what it would do to every row, and one change that can be undone. */
export function CleaningPage({ datasetId }: { readonly datasetId: string }) {
  return (
    <DatasetFrame datasetId={datasetId} tab="cleaning">
      {dataset => <Cleaning dataset={dataset} />}
    </DatasetFrame>
  );
}

/** Steps that are counted, on rows in one state. */
interface Counted {
  readonly asked: string;
  readonly keys: readonly number[];
}

/** What was counted last, and for which steps: they may have been moved since. */
interface KnownReport extends Counted {
  readonly report: CleaningReport;
}

/** So long after the last key the rows are counted again. */
const REST_MS = 400;

function Cleaning({ dataset }: { readonly dataset: Dataset }) {
  const { catalogue, draft, set, useStandard } = useDraft(dataset.id);
  const undo = useUndo(dataset.id);
  const apply = useWork(cleaning.apply);
  const preview = useWork(cleaning.preview, { readsOnly: true });
  const language = useSaidLanguage();
  const [last, setLast] = useState<KnownReport | null>(null);
  const [begun, setBegun] = useState<Counted | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);

  const steps = asSteps(draft);
  const request = { datasetId: dataset.id, steps };
  const scores = useScoresKey(
    dataset.id,
    draft.some(({ step, on }) => on && step === 'perplexity'),
  );
  const asked = JSON.stringify([request, undo.key, scores]);
  const count = (): void => {
    setBegun({ asked, keys: draft.map(({ key }) => key) });
    preview.start(request);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` stands for the steps and the state of the rows.
  useEffect(() => {
    if (draft.length === 0 || apply.running) return;
    const timer = setTimeout(count, REST_MS);
    return () => clearTimeout(timer);
  }, [asked, apply.running]);
  const known = preview.answer && begun ? { report: preview.answer, ...begun } : last;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is kept for as long as the next one is waited for.
  useEffect(() => {
    if (preview.answer) setLast(known);
  }, [preview.answer]);
  const freshness = freshnessOf({
    asked,
    shown: known?.asked ?? null,
    begun: begun?.asked ?? null,
    running: preview.running || apply.running,
  });

  const start = (): void => {
    preview.cancel();
    apply.start(request);
  };
  const isTakenBack = apply.answer !== null && apply.answer.changeId === undo.undone?.id;
  // What it says of the rows is no longer so.
  const forget = useEffectEvent(apply.forget);
  useEffect(() => {
    if (isTakenBack) forget();
  }, [isTakenBack]);
  const ready = draft.some(({ on }) => on) && !apply.running;
  useCommands([
    {
      id: 'cleaning.apply',
      title: messages.commandApply,
      group: 'page',
      keys: ['$mod+Enter'],
      when: () => ready,
      run: start,
    },
  ]);

  if (catalogue.state !== 'ready') return <Unanswered answer={catalogue} shape="page" />;
  const { kinds } = catalogue.value;
  const step = draft.find(({ key }) => key === chosen);
  const shown = step && {
    title: kinds.find(({ id }) => id === step.step)?.title[language] ?? step.step,
    examples: known?.report.steps[known.keys.indexOf(step.key)]?.examples,
  };

  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <RecipeBar steps={steps} onLoad={loaded => set(asDraft(loaded))} />
        <StepList
          dataset={dataset}
          kinds={kinds}
          draft={draft}
          onDraft={set}
          onStandard={useStandard}
          countsOf={key => known?.report.steps[known.keys.indexOf(key)]}
          stale={freshness !== 'current'}
          chosen={chosen}
          onChoose={setChosen}
        />
      </div>
      <div className={styles.column}>
        <ApplyPanel apply={apply} ready={ready} onStart={start} undo={undo} dataset={dataset} />
        <PreviewPanel
          datasetId={dataset.id}
          preview={preview}
          report={draft.length === 0 ? null : (known?.report ?? null)}
          freshness={draft.length === 0 ? 'coming' : freshness}
          onAgain={count}
          chosen={shown}
        />
      </div>
    </div>
  );
}

interface ApplyPanelProps {
  readonly apply: Work<never, CleaningReport>;
  readonly ready: boolean;
  readonly onStart: () => void;
  readonly undo: Undo;
  readonly dataset: Dataset;
}

function ApplyPanel({ apply, ready, onStart, undo, dataset }: ApplyPanelProps) {
  const t = useT('cleaning');
  const titleOf = useChangeTitle();
  return (
    <Panel>
      <div className={styles.stack}>
        {apply.trouble && <Failure trouble={apply.trouble} />}
        {undo.trouble && <Failure trouble={undo.trouble} />}
        {apply.running ? (
          <div className={styles.running}>
            <ProgressBar
              label={t('applying')}
              done={apply.progress?.done ?? 0}
              total={apply.progress?.total ?? 0}
              etaSeconds={apply.etaSeconds}
            />
            <Button variant="default" onClick={apply.cancel}>
              {t('cancel')}
            </Button>
          </div>
        ) : (
          <div className={styles.actions}>
            <Button
              leftSection={<IconSparkles size={15} />}
              rightSection={<ButtonKeys keys="$mod+Enter" />}
              disabled={!ready}
              onClick={onStart}
            >
              {t('apply')}
            </Button>
            {undo.canUndo && (
              <Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={undo.undo}>
                {t('undoChange', { title: titleOf(undo.canUndo) })}
              </Button>
            )}
            <Link href={`/data/${dataset.id}`}>{t('showRows')}</Link>
          </div>
        )}
        <p className={styles.quiet} role="status">
          {apply.answer ? said(t, apply.answer) : t('oneChange')}
        </p>
      </div>
    </Panel>
  );
}

function said(t: ReturnType<typeof useT<'cleaning'>>, report: CleaningReport): string {
  if (report.changeId === null) return t('appliedNothing');
  const { rowsBefore, rowsAfter, rowsChanged } = report;
  return `${t('applied', { before: rowsBefore, after: rowsAfter, changed: rowsChanged })} ${t('oneChange')}`;
}
