import { useMemo } from 'react';
import {
  labelsOf,
  MOST_SEEN,
  type Row,
  rowToSee,
  type SomeRoles,
  seenAs,
} from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { AsSeen } from '../models/index.ts';
import styles from './ImportWizard.module.css';

export interface SeenRowsProps {
  readonly rows: readonly Pick<Row, 'row' | 'cells'>[];
  readonly roles: SomeRoles;
  /** Shows the lengths of all rows beside the text of one. */
  readonly lengths?: boolean;
}

/** What a model makes of rows whose columns play these parts. */
export function SeenRows({ rows: head, roles, lengths = false }: SeenRowsProps) {
  const t = useT('dataset');
  const rows = useMemo(
    () =>
      head.slice(0, MOST_SEEN).flatMap(({ row, cells }) => {
        const seen = rowToSee(cells, roles);
        return seen === null ? [] : [{ row, seen }];
      }),
    [head, roles],
  );
  const labels = useMemo(
    () =>
      labelsOf(
        head.map(({ cells }) => cells),
        roles.label,
      ),
    [head, roles.label],
  );

  return (
    <section className={styles.seen} aria-label={t('asSeen')}>
      <div className={styles.line}>
        <strong>{t('asSeen')}</strong>
        <span className={styles.dim}>{t(seenAs(roles) === 'label' ? 'asSeenSays' : 'asSeenChatSays')}</span>
      </div>
      {rows.length === 0 ? (
        <p className={styles.dim}>{t(whyNothing(roles))}</p>
      ) : (
        <AsSeen rows={rows} labels={labels} lengths={lengths} />
      )}
    </section>
  );
}

function whyNothing(roles: SomeRoles) {
  if (seenAs(roles) !== 'nothing') return 'asSeenNothing';
  return roles.label !== undefined && roles.text === undefined ? 'asSeenNeedsText' : 'asSeenNeeds';
}
