import { Button, Select } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { type Model, models, statistics, type TokenStatistics } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer, useWork } from '../../rpc/index.ts';
import { Failure, Panel, ProgressBar, Unanswered } from '../../ui/index.ts';
import { columnsOf, lengthBars } from './bars-of.ts';
import { PartedBars } from './PartedBars.tsx';
import type { StatisticsPanelProps } from './panel-props.ts';
import styles from './StatisticsPage.module.css';

/** How long texts are in the tokens of a model that is chosen here. */
export function TokensPanel(props: StatisticsPanelProps) {
  const t = useT('statistics');
  const answer = useAnswer(models.models, {});
  const [chosen, setChosen] = useState<string | null>(null);

  if (answer.state !== 'ready') return <Unanswered answer={answer} shape="table" />;
  const model = answer.value.find(({ id }) => id === chosen) ?? answer.value[0];
  if (model === undefined) {
    return (
      <Panel title={t('tokens')}>
        <div className={styles.empty}>
          <p>{t('tokensNoModel')}</p>
          <Button component={Link} href="/models" variant="default">
            {t('toModels')}
          </Button>
        </div>
      </Panel>
    );
  }
  const choice = (
    <Select
      aria-label={t('tokenModel')}
      size="xs"
      data={answer.value.map(({ id, name }) => ({ value: id, label: name }))}
      value={model.id}
      allowDeselect={false}
      onChange={setChosen}
    />
  );
  return <OfModel key={model.id} {...props} model={model} choice={choice} />;
}

interface OfModelProps extends StatisticsPanelProps {
  readonly model: Model;
  readonly choice: ReactNode;
}

/** What is known for one model; counting takes longer than all else, so a person starts it. */
function OfModel({ model, choice, ...props }: OfModelProps) {
  const t = useT('statistics');
  const input = { datasetId: props.found.datasetId, modelId: model.id };
  const known = useAnswer(statistics.knownTokens, input);
  const work = useWork(statistics.computeTokens);
  const found = (known.state === 'ready' ? known.value : null) ?? work.answer;

  return (
    <Panel title={t('tokens')} actions={choice}>
      {known.state === 'failed' && <Failure trouble={known.trouble} retry={known.refresh} />}
      {work.trouble && <Failure trouble={work.trouble} retry={() => work.start(input)} />}
      {work.running ? (
        <div className={styles.counting}>
          <ProgressBar
            label={t('countingTokens')}
            done={work.progress?.done ?? 0}
            total={work.progress?.total ?? 0}
            etaSeconds={work.etaSeconds}
          />
          <Stop onClick={work.cancel} />
        </div>
      ) : found ? (
        <TokenBars {...props} tokens={found} />
      ) : (
        known.state === 'ready' &&
        !work.trouble && (
          <div className={styles.empty}>
            <p>{t('tokensEmpty')}</p>
            <Button onClick={() => work.start(input)}>{t('countTokens')}</Button>
          </div>
        )
      )}
    </Panel>
  );
}

function TokenBars({ tokens, ...props }: StatisticsPanelProps & { readonly tokens: TokenStatistics }) {
  const t = useT('statistics');
  const format = useFormat();
  const { median, p95, max } = tokens.lengths;
  const facts = {
    median: format.number(median),
    p95: format.number(p95),
    max: format.number(max),
    all: format.number(tokens.tokens),
  };
  const { found } = props;
  const bars = useMemo(() => lengthBars(tokens.lengths, `tokens@${tokens.modelId}`, columnsOf(found)), [tokens, found]);
  return (
    <>
      <PartedBars {...props} label={t('tokens')} bars={bars} barTitle={t('tokensUnit')} valueTitle={t('rows')} />
      <p className={styles.says}>
        {t('tokenFacts', facts)} {t('tokensSays')}
      </p>
    </>
  );
}

function Stop({ onClick }: { readonly onClick: () => void }) {
  const t = useT('ui');
  return (
    <Button variant="default" size="compact-xs" onClick={onClick}>
      {t('cancel')}
    </Button>
  );
}
