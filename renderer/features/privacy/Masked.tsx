import type { DatasetId, MaskReport, PrivacyType } from '../../../native-bridge/contract/index.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { Panel, Stat, StatRow } from '../../ui/index.ts';
import { TakeBack } from '../dataset/index.ts';
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
  const titleOf = (type: string): string => types.find(({ id }) => id === type)?.title[language] ?? type;

  return (
    <Panel title={t(report.changeId === null ? 'doneNothing' : 'doneTitle')}>
      <div className={styles.stack}>
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
        {report.changeId !== null && (
          <div>
            <TakeBack datasetId={datasetId} changeId={report.changeId} onUndone={onUndone} />
          </div>
        )}
      </div>
    </Panel>
  );
}
