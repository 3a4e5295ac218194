import { Button } from '@mantine/core';
import { type DatasetId, dataset, type MaskReport, type PrivacyType } from '../../../native-bridge/contract/index.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { Failure, Panel, Stat, StatRow } from '../../ui/index.ts';
import styles from './PrivacyPage.module.css';

export interface MaskedProps {
  readonly datasetId: DatasetId;
  readonly report: MaskReport;
  readonly types: readonly PrivacyType[];
  readonly onUndone: () => void;
}

/** What masking did, and how to take it back. */
export function Masked({ datasetId, report, types, onUndone }: MaskedProps) {
  const t = useT('privacy');
  const format = useFormat();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const undo = useAction(dataset.undo);
  const takeBack = async (): Promise<void> => {
    if (await undo.run({ datasetId })) onUndone();
  };
  const titleOf = (type: string): string => types.find(({ id }) => id === type)?.title[language] ?? type;

  return (
    <Panel
      title={t(report.changeId === null ? 'doneNothing' : 'doneTitle')}
      actions={
        report.changeId !== null && (
          <Button variant="default" loading={undo.busy} onClick={() => void takeBack()}>
            {t('undo')}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {undo.trouble && <Failure trouble={undo.trouble} />}
        <StatRow>
          <Stat name={t('changedRows')} value={format.number(report.changedRows)} />
          <Stat name={t('droppedRows')} value={format.number(report.droppedRows)} />
          {report.replaced.map(({ type, values }) => (
            <Stat key={type} name={titleOf(type)} value={format.number(values)} says={t('replaced')} />
          ))}
          <Stat name={t('took')} value={format.duration(report.seconds)} />
        </StatRow>
        {report.rowsNotLookedAt > 0 && <p>{t('namesNotMasked', { count: report.rowsNotLookedAt })}</p>}
        <p className={styles.dim}>{t('applySays')}</p>
      </div>
    </Panel>
  );
}
