import { Button, Modal } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import {
  cellIn,
  type Dataset,
  dataset,
  ROLES,
  type Row,
  withoutTakenText,
  withRole,
  withTakenText,
} from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { Failure, ProgressBar } from '../../ui/index.ts';
import { ColumnParts } from './ColumnParts.tsx';
import styles from './Dialog.module.css';
import { partsIn } from './import-mapping.ts';
import { SeenRows } from './SeenRows.tsx';

export interface RolesDialogProps {
  readonly dataset: Dataset;
  /** The first rows: what stands in the columns, and what a model makes of it. */
  readonly rows: readonly Row[];
  /** The column whose part is to be changed; null for all of them. */
  readonly column: string | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Gives the columns of a dataset other parts than the import did: one change, which one undo takes back. */
export function RolesDialog({ opened, onClose, ...choice }: RolesDialogProps) {
  const t = useT('dataset');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('close') }}
      title={t('roles')}
      size={900}
    >
      <Choice {...choice} onClose={onClose} />
    </Modal>
  );
}

function Choice({ dataset: shown, rows, column, onClose }: Omit<RolesDialogProps, 'opened'>) {
  const t = useT('dataset');
  const form = useId();
  const set = useWork(dataset.setRoles);
  const [said, setSaid] = useState(() => withoutTakenText(shown.roles));
  const columns = useMemo(() => shown.columns.map(name => ({ name, examples: examplesOf(rows, name) })), [shown, rows]);
  const roles = useMemo(() => withTakenText(said), [said]);
  const isChanged = ROLES.some(role => roles[role] !== shown.roles[role]);

  return (
    <div className={styles.stack}>
      <p className={styles.dim}>{t('rolesSays')}</p>
      <form
        id={form}
        inert={set.running}
        onSubmit={event => {
          event.preventDefault();
          set.start({ datasetId: shown.id, roles });
        }}
      >
        <ColumnParts
          columns={columns}
          parts={partsIn(columns, said)}
          focus={column ?? shown.roles.text}
          onPart={(name, part) => {
            setSaid(withRole(said, name, part));
            set.forget();
          }}
        />
      </form>
      {set.trouble && <Failure trouble={set.trouble} />}
      {set.running && (
        <ProgressBar
          label={t('roles')}
          done={set.progress?.done ?? 0}
          total={set.progress?.total ?? 0}
          etaSeconds={set.etaSeconds}
        />
      )}
      {set.answer && <p role="status">{t('rolesDone', { count: set.answer.rows })}</p>}
      <div className={styles.actions}>
        <span className={`${styles.grow} ${styles.dim}`}>{roles.text === undefined && t('chooseText')}</span>
        {set.running ? (
          <Button variant="default" onClick={set.cancel}>
            {t('cancel')}
          </Button>
        ) : set.answer ? (
          <Button onClick={onClose}>{t('close')}</Button>
        ) : (
          <Button type="submit" form={form} disabled={roles.text === undefined || !isChanged}>
            {t('rolesApply')}
          </Button>
        )}
      </div>
      <SeenRows rows={rows} roles={roles} />
    </div>
  );
}

/** One cell with something in it, if there is any. */
function examplesOf(rows: readonly Row[], column: string): string[] {
  const cell = rows.map(({ cells }) => cellIn(cells, column) ?? '').find(cell => cell !== '');
  return cell === undefined ? [] : [String(cell)];
}
