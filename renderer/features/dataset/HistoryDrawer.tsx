import { Button, Drawer } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge } from '../../ui/index.ts';
import { BY, useChangeTitle } from './change-title.ts';
import styles from './Dialog.module.css';
import { StepBar } from './StepBar.tsx';
import type { Undo } from './use-undo.ts';

export interface HistoryDrawerProps {
  readonly undo: Undo;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Every change of the rows, newest first. What was undone stays in the list and can come back. */
export function HistoryDrawer({ undo, opened, onClose }: HistoryDrawerProps) {
  const t = useT('dataset');
  const format = useFormat();
  const titleOf = useChangeTitle();

  return (
    <Drawer opened={opened} onClose={onClose} position="right" title={t('history')} size={380}>
      <div className={styles.stack}>
        <div className={styles.actions}>
          <span className={styles.grow} />
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={14} />}
            disabled={!undo.canUndo}
            onClick={undo.undo}
          >
            {t('undo')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconArrowForwardUp size={14} />}
            disabled={!undo.canRedo}
            onClick={undo.redo}
          >
            {t('redo')}
          </Button>
        </div>
        {undo.running && <StepBar {...undo.running} />}
        {undo.changes.length === 0 ? (
          <p className={styles.dim}>{t('noChanges')}</p>
        ) : (
          <ul className={styles.changes}>
            {undo.changes.map(({ id, rows, atMs, actor, undone, ...change }) => (
              <li key={id} className={styles.change} data-undone={undone || undefined}>
                <strong className={styles.title}>{titleOf(change)}</strong>
                <time className={styles.dim} title={format.dateTime(atMs)}>
                  {format.ago(atMs)}
                </time>
                <div className={styles.changeFacts}>
                  {rows > 0 && <span>{t('rowCount', { count: rows })}</span>}
                  {actor && <span>{t(BY[actor.through], { person: actor.person })}</span>}
                  {undone && <Badge>{t('undone')}</Badge>}
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Drawer>
  );
}
