import { Button, Modal } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import {
  asksTheSame,
  cellIn,
  type Dataset,
  dataset,
  ROLES,
  type RolesReport,
  type Row,
  withoutTakenText,
  withRole,
  withTakenText,
} from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { ConfirmButton, DialogFoot, Failure, ProgressBar } from '../../ui/index.ts';
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
  const set = useWork(dataset.setRoles);
  // One that is opened again while it still closes begins with the parts as they are now.
  const [turn, setTurn] = useState({ opened, number: 0 });
  if (turn.opened !== opened) setTurn({ opened, number: turn.number + Number(opened) });
  const close = (): void => {
    // Only Cancel stops it.
    if (set.running) return;
    set.forget();
    onClose();
  };

  return (
    <Modal opened={opened} onClose={close} withCloseButton={!set.running} title={t('roles')} size={900}>
      <Choice key={turn.number} {...choice} set={set} onClose={close} />
    </Modal>
  );
}

interface ChoiceProps extends Omit<RolesDialogProps, 'opened'> {
  readonly set: ReturnType<typeof useWork<typeof dataset.setRoles.input, RolesReport>>;
}

function Choice({ dataset: shown, rows, column, set, onClose }: ChoiceProps) {
  const t = useT('dataset');
  const form = useId();
  // As they were when the dialog opened: another person's change since then is not to be lost.
  const [from] = useState(shown.roles);
  const [said, setSaid] = useState(() => withoutTakenText(from));
  const columns = useMemo(() => shown.columns.map(name => ({ name, examples: examplesOf(rows, name) })), [shown, rows]);
  const roles = useMemo(() => withTakenText(said), [said]);
  const isChanged = ROLES.some(role => roles[role] !== shown.roles[role]);
  const testRows = asksTheSame(roles, shown.roles) ? 0 : shown.splitSizes.test;
  const start = (unlockTest: boolean): void => set.start({ datasetId: shown.id, roles, from, unlockTest });

  return (
    <div className={styles.stack}>
      <p className={styles.dim}>{t('rolesSays')}</p>
      <form
        id={form}
        inert={set.running}
        onSubmit={event => {
          event.preventDefault();
          if (testRows === 0) start(false);
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
      <SeenRows rows={rows} roles={roles} />
      <DialogFoot says={<Says set={set} isTextMissing={roles.text === undefined} />}>
        {set.running ? (
          <Button
            variant="default"
            onClick={event => {
              // It becomes the button that submits before the click has ended, which would begin anew.
              event.preventDefault();
              set.cancel();
            }}
          >
            {t('cancel')}
          </Button>
        ) : set.answer ? (
          <Button onClick={onClose}>{t('close')}</Button>
        ) : testRows > 0 ? (
          <ConfirmButton
            variant="filled"
            danger={false}
            disabled={roles.text === undefined}
            says={t('rolesUnlock', { count: testRows })}
            confirm={t('editUnlockNow')}
            onConfirm={() => start(true)}
          >
            {t('rolesApply')}
          </ConfirmButton>
        ) : (
          <Button type="submit" form={form} disabled={roles.text === undefined || !isChanged}>
            {t('rolesApply')}
          </Button>
        )}
      </DialogFoot>
    </div>
  );
}

/** How far the change is, what came of it, or what it lacks. */
function Says({ set, isTextMissing }: Pick<ChoiceProps, 'set'> & { readonly isTextMissing: boolean }) {
  const t = useT('dataset');
  if (set.running) {
    const { done, total } = set.progress ?? { done: 0, total: 0 };
    return <ProgressBar label={t('roles')} done={done} total={total} etaSeconds={set.etaSeconds} />;
  }
  if (set.answer) return <p role="status">{t('rolesDone', { count: set.answer.rows })}</p>;
  return isTextMissing && t('chooseText');
}

/** One cell with something in it, if there is any. */
function examplesOf(rows: readonly Row[], column: string): string[] {
  const cell = rows.map(({ cells }) => cellIn(cells, column) ?? '').find(cell => cell !== '');
  return cell === undefined ? [] : [String(cell)];
}
