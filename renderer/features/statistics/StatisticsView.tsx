import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Dataset, Statistics } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Panel, PanelGrid, Stat, StatRow } from '../../ui/index.ts';
import { PerplexityPanel } from '../perplexity/index.ts';
import { ColumnsPanel } from './ColumnsPanel.tsx';
import type { By } from './parts.ts';
import { RepeatsPanel } from './RepeatsPanel.tsx';
import { LabelsPanel, LanguagesPanel, LengthPanel, SplitsPanel, TimePanel } from './RowPanels.tsx';
import styles from './StatisticsPage.module.css';
import { GramsPanel, MissingPanel } from './TextPanels.tsx';
import { TokensPanel } from './TokensPanel.tsx';

export interface StatisticsViewProps {
  readonly dataset: Dataset;
  readonly found: Statistics;
}

/** Everything that was counted: the few numbers that matter first, then what they are made of. */
export function StatisticsView({ dataset, found }: StatisticsViewProps) {
  const t = useT('statistics');
  const [by, setBy] = useState<By>(found.labelNames.length > 0 ? 'label' : 'nothing');
  const [, setLocation] = useLocation();
  const to = (query: string): string => `/data/${dataset.id}?q=${encodeURIComponent(query)}`;
  const shared = { found, by, open: (query: string) => setLocation(to(query)) };

  return (
    <div className={styles.view}>
      <Overview found={found} labels={dataset.labels.length} />
      <div className={styles.head}>
        <p className={styles.dim}>{t('openHint')}</p>
        <div className={styles.by}>
          <span id="colour-by">{t('colourBy')}</span>
          <SegmentedControl
            aria-labelledby="colour-by"
            value={by}
            onChange={value => setBy(value as By)}
            data={[
              { value: 'nothing', label: t('byNothing') },
              { value: 'split', label: t('bySplit') },
              { value: 'label', label: t('byLabel'), disabled: found.labelNames.length === 0 },
            ]}
          />
        </div>
      </div>
      <PanelGrid least={420}>
        <SplitsPanel {...shared} />
        <LabelsPanel {...shared} />
        <LengthPanel {...shared} />
        <TokensPanel {...shared} />
        <TimePanel {...shared} />
        <LanguagesPanel {...shared} />
        <GramsPanel {...shared} />
        <RepeatsPanel {...shared} />
        <MissingPanel {...shared} />
        <PerplexityPanel dataset={dataset} open={shared.open} />
      </PanelGrid>
      <ColumnsPanel found={found} to={to} />
    </div>
  );
}

function Overview({ found, labels }: { readonly found: Statistics; readonly labels: number }) {
  const t = useT('statistics');
  const format = useFormat();
  const { duplicates, rows } = found;
  const gaps = found.columns.reduce((sum, { missing }) => sum + missing, 0);
  const counted = { ago: format.ago(found.computedAtMs), time: format.duration(Math.ceil(found.seconds)) };

  return (
    <Panel title={t('overview')} aside={t('countedIn', counted)}>
      <StatRow>
        <Stat name={t('rows')} value={format.number(rows)} />
        <Stat name={t('labelCount')} value={format.number(labels)} />
        <Stat name={t('medianLength')} value={format.number(found.characters.median)} unit={t('charactersUnit')} />
        <Stat
          name={t('repeatRows')}
          value={format.number(duplicates.rows)}
          says={format.percent(duplicates.rows / rows)}
          tone={duplicates.rows > 0 ? 'warn' : 'plain'}
        />
        <Stat name={t('missing')} value={format.number(gaps)} tone={gaps > 0 ? 'warn' : 'plain'} />
        <Stat name={t('languages')} value={format.number(found.languages.filter(isKnown).length)} />
      </StatRow>
    </Panel>
  );
}

function isKnown({ language }: { readonly language: string }): boolean {
  return language !== 'und';
}
