import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import {
  type CompareReport,
  type DatasetVersion,
  type DifferenceKind,
  type VersionHash,
  versioning,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { Failure, Field, Panel, Stat, StatRow } from '../../ui/index.ts';
import { Differences } from './Differences.tsx';
import { ShiftCharts } from './ShiftCharts.tsx';
import styles from './Versions.module.css';
import { WorkBar } from './WorkBar.tsx';

export interface ComparePanelProps {
  /** Of the dataset, the newest first. */
  readonly own: readonly DatasetVersion[];
  /** Of the other datasets of the project. */
  readonly others: readonly DatasetVersion[];
}

/** Two versions side by side, also of two datasets: which rows differ, and how the labels moved. */
export function ComparePanel({ own, others }: ComparePanelProps) {
  const t = useT('versions');
  const compare = useWork(versioning.compare);
  const versions = [...own, ...others];
  const [left, setLeft] = useState<string | undefined>(versions[1]?.hash);
  const [right, setRight] = useState<string | undefined>(versions[0]?.hash);
  const choice = ({ hash, name }: DatasetVersion) => ({ value: hash, label: `${name} (${hash.slice(0, 8)})` });
  const choices = [
    { group: t('ofThisDataset'), items: own.map(choice) },
    { group: t('ofOtherDatasets'), items: others.map(choice) },
  ].filter(({ items }) => items.length > 0);
  const choose = (set: (hash: string | undefined) => void) => (hash: string | null) => {
    compare.forget();
    set(hash ?? undefined);
  };
  const ready = left !== undefined && right !== undefined && left !== right;

  return (
    <Panel title={t('compareTitle')} aside={t('compareSays')}>
      <div className={styles.stack}>
        <div className={styles.pick}>
          <Field label={t('before')}>
            {ids => (
              <Select {...ids} data={choices} value={left ?? null} allowDeselect={false} onChange={choose(setLeft)} />
            )}
          </Field>
          <Field label={t('after')}>
            {ids => (
              <Select {...ids} data={choices} value={right ?? null} allowDeselect={false} onChange={choose(setRight)} />
            )}
          </Field>
          <Button
            disabled={!ready || compare.running}
            onClick={() => compare.start({ left: left as VersionHash, right: right as VersionHash })}
          >
            {t('compare')}
          </Button>
        </div>
        {compare.trouble && <Failure trouble={compare.trouble} />}
        {compare.running && <WorkBar work={compare} label={t('comparing')} />}
        {compare.answer && <Compared report={compare.answer} versions={versions} />}
      </div>
    </Panel>
  );
}

interface ComparedProps {
  readonly report: CompareReport;
  readonly versions: readonly DatasetVersion[];
}

function Compared({ report, versions }: ComparedProps) {
  const t = useT('versions');
  const format = useFormat();
  const left = versions.find(({ hash }) => hash === report.left);
  const right = versions.find(({ hash }) => hash === report.right);
  const byNumber = report.matchedBy === 'number';
  const [kind, setKind] = useState<DifferenceKind>(
    report.changed > 0 ? 'changed' : report.added > 0 ? 'added' : 'removed',
  );

  return (
    <>
      <StatRow>
        <Stat name={t('added')} value={format.number(report.added)} />
        <Stat name={t('removed')} value={format.number(report.removed)} />
        <Stat
          name={t('changed')}
          value={format.number(report.changed)}
          says={byNumber && report.movedSplit > 0 && t('movedSplit', { count: report.movedSplit })}
        />
        <Stat
          name={t('equal')}
          value={format.number(report.same)}
          says={!byNumber && report.movedSplit > 0 && t('otherSplit', { count: report.movedSplit })}
        />
      </StatRow>
      <p className={styles.dim}>{t(byNumber ? 'matchedByNumber' : 'matchedByContent')}</p>
      {left && right && (
        <ShiftCharts left={left} right={right} labels={report.labels} distance={report.labelDistance} />
      )}
      <Differences report={report} kind={kind} onKind={setKind} />
    </>
  );
}
