import { Button, SegmentedControl, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import {
  type Dataset,
  models,
  type Perplexities,
  perplexity,
  queryRows,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { BarChart, DataTable, Panel, Unanswered } from '../../ui/index.ts';
import styles from './PerplexityPanel.module.css';
import { perplexityBars } from './perplexity-bars.ts';
import { ScoreRows } from './ScoreRows.tsx';

export interface PerplexityPanelProps {
  readonly dataset: Dataset;
  /** Goes to the rows of a query. */
  readonly open: (query: string) => void;
}

/** How expected the texts are to a model that is chosen here, and the way to find out. */
export function PerplexityPanel({ dataset, open }: PerplexityPanelProps) {
  const t = useT('perplexity');
  const format = useFormat();
  const known = useAnswer(models.models, {});
  const values = useAnswer(perplexity.values, { datasetId: dataset.id });
  const [chosen, setChosen] = useState<string | null>(null);

  if (known.state !== 'ready') return <Unanswered answer={known} shape="table" />;
  if (values.state !== 'ready') return <Unanswered answer={values} shape="table" />;
  const found = values.value;
  const model =
    known.value.find(({ id }) => id === (chosen ?? found?.scoring.modelId)) ?? (found ? undefined : known.value[0]);
  const shown = found !== null && found.scoring.modelId === model?.id && found.values > 0 ? found : null;

  return (
    <Panel
      title={t('title')}
      aside={shown ? t('facts', { median: format.number(shown.median, 1) }) : undefined}
      actions={
        known.value.length > 0 && (
          <Select
            aria-label={t('model')}
            size="xs"
            data={known.value.map(({ id, name }) => ({ value: id, label: name }))}
            value={model?.id ?? null}
            allowDeselect={false}
            onChange={setChosen}
          />
        )
      }
    >
      <div className={styles.stack}>
        {shown ? <Scores dataset={dataset} found={shown} open={open} /> : <p className={styles.says}>{t('says')}</p>}
        {model ? (
          <ScoreRows
            key={model.id}
            dataset={dataset}
            model={model}
            column={shown?.scoring.column ?? dataset.roles.text}
          />
        ) : (
          known.value.length === 0 && (
            <div className={styles.empty}>
              <p>{t('noModel')}</p>
              <Button component={Link} href="/models" variant="default">
                {t('toModels')}
              </Button>
            </div>
          )
        )}
      </div>
    </Panel>
  );
}

function Scores({ dataset, found, open }: PerplexityPanelProps & { readonly found: Perplexities }) {
  const t = useT('perplexity');
  const bars = useMemo(() => perplexityBars(found), [found]);
  const series = useMemo(() => [{ name: t('rows'), values: bars.map(({ rows }) => rows) }], [bars, t]);

  return (
    <>
      <BarChart
        label={t('title')}
        bars={bars}
        series={series}
        barTitle={t('axis')}
        valueTitle={t('rows')}
        onOpen={bar => open(bars[bar]?.query ?? '')}
      />
      <p className={styles.says}>
        {t('cut', { count: found.scoring.maxTokens })}
        {found.tooShort > 0 && ` ${t('tooShort', { count: found.tooShort })}`}
      </p>
      <Ends dataset={dataset} found={found} open={open} />
    </>
  );
}

/** The rows at the ends: what the model expects least, and most. */
function Ends({ dataset, found, open }: PerplexityPanelProps & { readonly found: Perplexities }) {
  const t = useT('perplexity');
  const format = useFormat();
  const [end, setEnd] = useState<'unlikely' | 'likely'>('unlikely');
  return (
    <>
      <div className={styles.ends}>
        <SegmentedControl
          aria-label={t('ends')}
          value={end}
          onChange={value => setEnd(value as typeof end)}
          data={[
            { value: 'unlikely', label: t('unlikely') },
            { value: 'likely', label: t('likely') },
          ]}
        />
        <Link href={`/data/${dataset.id}?sort=${end === 'unlikely' ? '-' : ''}%23perplexity`}>{t('inOrder')}</Link>
        <Link href={`/data/${dataset.id}/cleaning`}>{t('toCleaning')}</Link>
      </div>
      <DataTable
        label={t(end)}
        rows={found[end]}
        rowKey={({ row }) => row}
        onOpen={({ row }) => open(queryRows([row]))}
        columns={[
          { key: 'row', title: t('row'), cell: ({ row }) => format.number(row), align: 'end', width: '72px' },
          {
            key: 'perplexity',
            title: t('title'),
            cell: ({ perplexity }) => format.number(perplexity, 1),
            align: 'end',
            width: '104px',
          },
          { key: 'text', title: t('text'), cell: ({ text }) => text, clip: true },
        ]}
      />
    </>
  );
}
