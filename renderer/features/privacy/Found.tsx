import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import {
  type DatasetId,
  PrivacyAction,
  type PrivacyReport,
  type PrivacyType,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { type Column, DataTable, Panel } from '../../ui/index.ts';
import { type FoundType, foundTypes } from './found-types.ts';
import styles from './PrivacyPage.module.css';
import { Samples } from './Samples.tsx';

export interface FoundProps {
  readonly datasetId: DatasetId;
  readonly report: PrivacyReport;
  readonly types: readonly PrivacyType[];
  readonly busy: boolean;
  readonly onApply: (actions: Record<string, PrivacyAction>) => void;
}

/** What a scan found, by kind, and what is to become of each. */
export function Found({ datasetId, report, types, busy, onApply }: FoundProps) {
  const t = useT('privacy');
  const format = useFormat();
  const found = foundTypes(report, types);
  const [chosen, setChosen] = useState<Readonly<Record<string, PrivacyAction>>>({});
  const actionOf = (type: string): PrivacyAction => chosen[type] ?? 'mask';
  const actions = Object.fromEntries(found.map(({ id }) => [id, actionOf(id)]));
  const isIdle = Object.values(actions).every(action => action === 'keep');

  return (
    <>
      <Panel
        title={t('found')}
        aside={t('foundIn', { rows: format.number(report.rowsFound), total: format.number(report.rowsSeen) })}
        flush
      >
        <FoundTable
          found={found}
          actionOf={actionOf}
          onAction={(type, action) => setChosen({ ...chosen, [type]: action })}
        />
        {report.rowsNotLookedAt > 0 && (
          <p className={styles.left}>{t('namesLeft', { count: report.rowsNotLookedAt })}</p>
        )}
        <div className={styles.apply}>
          <p className={styles.dim}>{t(isIdle ? 'nothingChosen' : 'applySays')}</p>
          <Button disabled={isIdle || busy} onClick={() => onApply(actions)}>
            {t('apply')}
          </Button>
        </div>
      </Panel>
      <Samples datasetId={datasetId} report={report} types={types} actionOf={actionOf} />
    </>
  );
}

interface FoundTableProps {
  readonly found: readonly FoundType[];
  readonly actionOf: (type: string) => PrivacyAction;
  readonly onAction: (type: string, action: PrivacyAction) => void;
}

function FoundTable({ found, actionOf, onAction }: FoundTableProps) {
  const t = useT('privacy');
  const format = useFormat();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const options = PrivacyAction.options.map(value => ({ value, label: t(value) }));

  const columns: Column<FoundType>[] = [
    {
      key: 'kind',
      title: t('kind'),
      cell: ({ title, says }) => <strong title={says[language]}>{title[language]}</strong>,
    },
    { key: 'values', title: t('values'), align: 'end', cell: ({ values }) => format.number(values) },
    {
      key: 'columns',
      title: t('byColumn'),
      cell: ({ columns, inside }) => (
        <>
          {columns.map(({ column, values, rows }) => (
            <span key={column} className={styles.column}>
              <code>{column}</code> {t('inRows', { values: format.number(values), count: rows })}
            </span>
          ))}
          {inside > 0 && <span className={styles.column}>{t('onlyInside', { count: inside })}</span>}
        </>
      ),
    },
    {
      key: 'action',
      title: t('action'),
      width: '200px',
      cell: ({ id, title }) => (
        <Select
          size="xs"
          aria-label={t('actionOf', { kind: title[language] })}
          data={options}
          value={actionOf(id)}
          onChange={value => onAction(id, value as PrivacyAction)}
          allowDeselect={false}
        />
      ),
    },
  ];
  return <DataTable label={t('found')} columns={columns} rows={found} rowKey={({ id }) => id} />;
}
