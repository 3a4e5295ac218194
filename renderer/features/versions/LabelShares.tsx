import type { LabelShare } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { DataTable } from '../../ui/index.ts';
import styles from './Versions.module.css';

export interface LabelSharesProps {
  readonly labels: readonly LabelShare[];
  readonly distance: number;
}

const SHOWN = 50;

/** How many rows each label has in two versions, as numbers and as a pair of bars. */
export function LabelShares({ labels, distance }: LabelSharesProps) {
  const t = useT('versions');
  const format = useFormat();
  const bar = (share: number, side: 'left' | 'right') => (
    <>
      <span className={styles.track} aria-hidden>
        <span className={styles[side]} style={{ width: `${share * 100}%` }} />
      </span>
      <span>{format.percent(share, 1)}</span>
    </>
  );

  return (
    <div className={styles.difference}>
      <p className={styles.dim}>{t('labelDistance', { value: format.percent(distance, 1) })}</p>
      <DataTable
        label={t('labelShift')}
        rows={labels.slice(0, SHOWN)}
        rowKey={({ label }) => label}
        columns={[
          { key: 'label', title: t('label'), cell: ({ label }) => label, clip: true },
          { key: 'left', title: t('before'), align: 'end', width: '96px', cell: ({ left }) => format.number(left) },
          { key: 'right', title: t('after'), align: 'end', width: '96px', cell: ({ right }) => format.number(right) },
          {
            key: 'share',
            title: t('share'),
            width: '45%',
            cell: ({ leftShare, rightShare }) => (
              <div className={styles.shares}>
                {bar(leftShare, 'left')}
                {bar(rightShare, 'right')}
              </div>
            ),
          },
        ]}
      />
    </div>
  );
}
