import { Button, NumberInput, Select } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  type Catalog,
  exporting,
  type Params,
  pointsOfOneRow,
  type Run,
  versioning,
} from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { exporting as messages } from '../../app/messages/export.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { ButtonKeys, Failure, Field, ParamFields } from '../../ui/index.ts';
import { useLicenceQuestion } from '../licences/index.ts';
import styles from './ExportsPage.module.css';

const FIRST_METRIC = 'macro-f1';
const ALL = {};

export interface StartExportProps {
  /** Runs that have a checkpoint. */
  readonly runs: readonly Run[];
  readonly catalog: Catalog;
  /** The run to begin with. */
  readonly runId: string | null;
}

/** What to export, into which form, and how much it may lose on the way. */
export function StartExport({ runs, catalog, runId }: StartExportProps) {
  const t = useT('export');
  const format = useFormat();
  const versions = useAnswer(versioning.versions, ALL);
  const [, go] = useLocation();
  const start = useAction(exporting.start);
  const licences = useLicenceQuestion();
  const [chosenRun, setChosenRun] = useState(runId);
  const [chosenTarget, setChosenTarget] = useState<string | null>(null);
  const [params, setParams] = useState<Params>({});
  const [metric, setMetric] = useState(FIRST_METRIC);
  const [maxDropPoints, setMaxDropPoints] = useState(1);

  const run = runs.find(({ id }) => id === chosenRun) ?? runs[0];
  const target = catalog.exportTargets.find(({ id }) => id === chosenTarget) ?? catalog.exportTargets[0];
  const version = versions.state === 'ready' ? versions.value.find(({ hash }) => hash === run?.versionHash) : undefined;
  const testRows = version?.splitSizes.test ?? 0;
  const rowPoints = pointsOfOneRow({ metric, maxDropPoints }, testRows);
  const ready = run !== undefined && target !== undefined;

  const send = async (): Promise<void> => {
    if (!ready) return;
    await licences.before({ versionHash: run.versionHash, use: 'shareModel' }, async () => {
      const made = await start.run({ runId: run.id, targetId: target.id, params, gate: { metric, maxDropPoints } });
      if (made) go(`/exports/${made.id}`);
    });
  };
  const busy = start.busy || licences.busy;
  useCommands([
    {
      id: 'export.start',
      title: messages.commandStart,
      group: 'page',
      keys: ['$mod+Enter'],
      when: () => ready && !busy,
      run: () => void send(),
    },
  ]);

  return (
    <div className={styles.form}>
      {start.trouble && <Failure trouble={start.trouble} />}
      {licences.trouble && <Failure trouble={licences.trouble} />}
      {licences.dialog}
      <div className={styles.two}>
        <Field label={t('run')} hint={runs.length === 0 ? t('noRuns') : t('runSays')}>
          {ids => (
            <Select
              {...ids}
              value={run?.id ?? null}
              data={runs.map(({ id, name }) => ({ value: id as string, label: name }))}
              onChange={setChosenRun}
            />
          )}
        </Field>
        <Field
          label={t('target')}
          hint={target ? `${target.says} ${t('runsIn', { runtime: target.runtime })}` : t('noTargets')}
        >
          {ids => (
            <Select
              {...ids}
              value={target?.id ?? null}
              data={catalog.exportTargets.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={id => {
                setChosenTarget(id);
                setParams({});
              }}
            />
          )}
        </Field>
      </div>
      {target && target.knobs.length > 0 && <ParamFields knobs={target.knobs} values={params} onChange={setParams} />}
      <div className={styles.gate}>
        <span>{t('gateBefore')}</span>
        <NumberInput
          className={styles.points ?? ''}
          aria-label={t('gatePoints')}
          value={maxDropPoints}
          min={0}
          max={100}
          step={0.5}
          decimalScale={2}
          onChange={value => typeof value === 'number' && setMaxDropPoints(value)}
        />
        <span>{t('gateMiddle')}</span>
        <Select
          className={styles.metric ?? ''}
          aria-label={t('gateMetric')}
          value={metric}
          data={catalog.metrics.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={value => value && setMetric(value)}
        />
        <span>{t('gateAfter')}</span>
        <p>{t('gateSays')}</p>
        {rowPoints !== null && (
          <p className={styles.warning} role="status">
            {t('gateFiner', {
              count: testRows,
              points: format.number(Math.round(rowPoints * 10) / 10),
              allowed: format.number(maxDropPoints),
            })}
          </p>
        )}
      </div>
      <div className={styles.start}>
        <Button
          leftSection={<IconPackageExport size={15} />}
          rightSection={<ButtonKeys keys="$mod+Enter" />}
          loading={busy}
          disabled={!ready}
          onClick={() => void send()}
        >
          {target ? t('startTarget', { target: target.title }) : t('start')}
        </Button>
      </div>
    </div>
  );
}
